-- Everything a learner does is kept for ever: one append-only log, and the cards it speaks of.

-- The store copies whose events are held here; `own` marks this one.
create table device (
  id integer primary key,
  name blob not null unique check (length(name) = 16),
  own integer not null default 0 check (own in (0, 1)),
  created_at_ms integer not null
) strict;

-- Texts that repeat in the log: time zones and schedulers.
create table word (
  id integer primary key,
  text text not null unique
) strict;

-- The truth. Keyed by writer and dense number, never by time. `kind` is open: later versions
-- add events (exams, memory states) without touching what is here.
create table log (
  device integer not null references device(id),
  seq integer not null check (seq > 0),
  at_ms integer not null,
  offset_min integer not null,
  zone integer not null references word(id),
  day integer not null,
  kind integer not null,
  card integer,
  quality integer check (quality between 0 and 5),
  answer_ms integer,
  review_kind integer,
  interval_before integer,
  interval_after integer,
  ease_before integer,
  ease_after integer,
  shift_days integer,
  scheduler integer references word(id),
  target_device integer references device(id),
  target_seq integer,
  other integer,
  text text,
  more text,
  chain blob not null check (length(chain) = 16),
  primary key (device, seq)
) strict, without rowid;

-- One card's own events, for undo and its history.
create index log_by_card on log (card, at_ms) where card is not null;
-- What was answered on a day, for the limits that persist over it.
create index log_by_day on log (day, kind);
-- Corrections are few and read first.
create index log_corrections on log (kind) where kind in (2, 6, 7);

create trigger log_is_never_changed before update on log begin
  select raise(abort, 'the log is append-only');
end;
create trigger log_is_never_cut before delete on log begin
  select raise(abort, 'the log is append-only');
end;

-- What the learner asked us to read.
create table root (
  id integer primary key,
  key text not null unique,
  path text not null,
  kind text not null,
  hidden integer not null default 0
) strict;

-- The notes under the roots, with what tells that they are unchanged.
create table note (
  id integer primary key,
  root integer not null references root(id),
  key text not null unique,
  path text not null,
  mtime_ns integer not null,
  size integer not null,
  hash blob not null,
  generator integer not null
) strict;

-- The questions as last made from the notes; gone ones stay, with their history.
create table card (
  id integer primary key,
  note text not null,
  kind text not null,
  direction text not null,
  family integer not null,
  section integer not null,
  position integer not null,
  prompt text not null,
  answer text not null,
  accepted text not null,
  items text not null,
  choices text not null,
  context text not null,
  path text not null,
  line integer not null,
  end_line integer not null,
  authored integer not null,
  passed text not null,
  present integer not null default 1,
  was_answer text,
  changed_day integer
) strict;
create index card_by_note on card (note);
-- How many may be asked, without reading them.
create index card_present on card (present);

-- The state of every reviewed, suspended or buried card: a cache of the log, rebuilt by replay.
create table record (
  card integer primary key,
  reviewed integer not null,
  repetitions integer not null,
  interval_days integer not null,
  ease integer not null,
  due integer,
  last integer not null,
  lapses integer not null,
  reviews integer not null,
  redrill_on integer,
  suspended text,
  buried_until integer
) strict;
create index record_by_due on record (due) where reviewed = 1;
