-- Statistics show at once, also after years of reviews: each card keeps its answers in a few bytes.

-- Every answer that counts, in the order in which they count, packed; a cache of the log like `record`,
-- written in the same transaction and rebuilt by replay.
create table answered (
  card integer primary key,
  answers blob not null
) strict;

insert or ignore into stale (why) select 'answers' where exists (select 1 from log where kind = 1);
