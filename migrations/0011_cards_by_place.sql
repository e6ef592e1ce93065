-- What stands near a card in its note is read without the rest of the note.

drop index card_by_note;
create index card_by_place on card (note, position);
