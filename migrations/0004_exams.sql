-- Mock exams: what one asks and how it went is in the log, and its misses are due.

-- Since when a card is due for having been missed in an exam; nothing once it was reviewed.
alter table record add column missed_on integer;
-- They are few, and a sitting begins with them.
create index record_missed on record (card) where missed_on is not null;

-- Exams are few; their history is read without the reviews.
create index log_exams on log (kind) where kind between 8 and 12;
