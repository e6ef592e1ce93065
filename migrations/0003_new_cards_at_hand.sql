-- A sitting begins as quickly with a hundred thousand cards as with ten.

-- Whether a card was never reviewed; kept by the triggers below beside what the log gives.
alter table card add column fresh integer not null default 1;
update card set fresh = 0 where id in (select card from record where reviewed = 1);

create trigger record_begins after insert on record when new.reviewed = 1 begin
  update card set fresh = 0 where id = new.card and fresh = 1;
end;
create trigger record_turns after update of reviewed on record when new.reviewed <> old.reviewed begin
  update card set fresh = 1 - new.reviewed where id = new.card;
end;
create trigger record_ends after delete on record when old.reviewed = 1 begin
  update card set fresh = 1 where id = old.card;
end;
create trigger card_begins after insert on card begin
  update card set fresh = not exists (select 1 from record where card = new.id and reviewed = 1) where id = new.id;
end;

-- New cards in the order in which they are introduced, without passing over the others.
create index card_fresh on card (position, id) where present = 1 and fresh = 1;
-- Cards whose answer changed come soon; they are few.
create index card_changed on card (id) where was_answer is not null;
-- Cards answered today, whose siblings wait until tomorrow.
create index record_by_last on record (last) where reviewed = 1;
