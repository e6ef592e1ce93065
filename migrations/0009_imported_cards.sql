-- Cards that came from another program come once, also after their notes were edited.

-- The card that a card of another program became; `foreign_card` is its name there.
create table imported (
  foreign_card integer primary key,
  card integer not null
) strict;
