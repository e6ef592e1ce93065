-- The passages of the notes that give no question, with the reason: `stats` and the report say how
-- far the notes are covered without reading them again.
create table silent (
  note text not null,
  line integer not null,
  end_line integer not null,
  reason text not null,
  primary key (note, line, end_line)
) strict, without rowid;
