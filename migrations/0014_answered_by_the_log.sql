-- A grade is on disk a little sooner: what was answered on a day is found in the log itself.

-- The last day of each card was kept in an index of its own, which every grade wrote in two places.
drop index record_by_last;
