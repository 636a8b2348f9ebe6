-- The index over everything public. Vectors are written by the application, which knows Chinese words.
create table search_entry (
  subject_kind text not null,
  subject_id text not null,
  path text not null,
  title text not null,
  text text not null,
  kind text not null,
  column_id text not null,
  unit_id text not null,
  document_no text not null default '',
  index_no text not null default '',
  validity text not null default '',
  published_at timestamptz not null,
  title_vector tsvector not null,
  full_vector tsvector not null,
  primary key (subject_kind, subject_id)
);
create index search_entry_title on search_entry using gin (title_vector) with (fastupdate = off);
create index search_entry_full on search_entry using gin (full_vector) with (fastupdate = off);
create index search_entry_recent on search_entry (published_at desc);
