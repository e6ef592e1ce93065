-- After one note is edited, only what the edit concerns is made anew: no wait with ten thousand notes.

-- What a note gave when it was last read: its questions, the facts they ask, its passages without any.
alter table note add column questions integer not null default 0;
alter table note add column facts integer not null default 0;
alter table note add column silent integer not null default 0;

-- By which prompts and subjects notes are tied to each other: from a key to the notes ...
create table tie (
  key integer not null,
  note integer not null,
  primary key (key, note)
) strict, without rowid;
-- ... and from a note to its keys, four bytes each.
create table tied (
  note integer primary key,
  keys blob not null
) strict;

-- The abbreviations that a note explains, in its order.
create table meaning (
  note integer not null,
  place integer not null,
  short text not null,
  long text not null,
  primary key (note, place)
) strict, without rowid;

-- A card's place is counted within its note, so that a note that grows moves no card of another.
drop index card_fresh;
create index card_fresh on card (note, position, id) where present = 1 and fresh = 1;
