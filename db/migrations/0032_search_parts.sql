-- What an item carries stands in the search beside it: texts of its attachments, entries of the lists and registers
-- that it made public. All of it goes with the item.
alter table search_entry
  -- The document that carries it; empty of the document itself.
  add column belongs_to text not null default '',
  -- What one release replaces as a whole, whichever item carried it before: `register/care-homes`.
  add column collection text not null default '',
  -- Name of the attachment whose text this is.
  add column attachment text not null default '';
create index search_entry_belongs_to on search_entry (belongs_to) where belongs_to <> '';
create index search_entry_collection on search_entry (collection) where collection <> '';
