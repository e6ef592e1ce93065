-- A clock that was set back changes no history: where that happened is kept, so that the order of
-- events is the same for one card as for the whole log.

-- From its event `seq` on, nothing a device wrote counts as earlier than `at_ms`.
create table backward (
  device integer not null references device(id),
  seq integer not null,
  at_ms integer not null,
  primary key (device, seq)
) strict, without rowid;

insert into backward (device, seq, at_ms)
  select device, seq, latest from (
    select device, seq, latest, at_ms, lag(latest) over (partition by device order by seq) as before, lag(at_ms) over (partition by device order by seq) as last
    from (select device, seq, at_ms, max(at_ms) over (partition by device order by seq) as latest from log)
  ) where at_ms < latest and last = latest;
