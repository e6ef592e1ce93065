-- Taking a grade back takes the same time after years of study as on the first day.

-- What took an event back, from the event.
create index log_undo_of on log (target_device, target_seq) where kind = 2;
-- Pauses are few and looked for at every start.
create index log_pauses on log (kind) where kind = 13;
