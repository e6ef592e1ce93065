-- FSRS can schedule a deck: each card keeps how well it is remembered, whatever scheduled it.

-- The memory of FSRS-6 after the last answer: seconds, and ten-thousandths.
alter table record add column stability_s integer not null default 0;
alter table record add column difficulty integer not null default 0;

-- Why the records must be built anew from the log; empty once that is done. A migration that adds what
-- only replay can fill writes a row.
create table stale (
  why text primary key
) strict, without rowid;

insert into stale (why) select 'memory' where exists (select 1 from record where reviewed = 1);
