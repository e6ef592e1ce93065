-- A card whose note is edited, renamed or moved keeps its history; what is doubtful is asked.

-- What a card says and where, in the form in which edits are compared.
alter table card add column place text not null default '';
alter table card add column subject text not null default '';
alter table card add column relation text not null default '';
alter table card add column object text not null default '';

-- Cards in the notes that may be former ones under another name, the likeliest first, until the
-- learner decides.
create table doubt (
  former integer not null,
  now integer not null,
  rank integer not null,
  cause text not null,
  primary key (former, now)
) strict, without rowid;

-- The names of one card, from either end.
create index log_alias_from on log (card) where kind = 6;
create index log_alias_to on log (other) where kind = 6;
