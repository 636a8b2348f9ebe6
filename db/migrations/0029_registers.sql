-- Registers (registers.yaml): the working entries with their history and events, files in the waiting area, and the
-- editions that went to review. What is public is the item that an edition was released as; nothing here is shown to the public.

create table register_entry (
  id uuid primary key,
  register text not null,
  -- Within the register; never given again.
  no integer not null,
  -- Who fills it: the county's unit, else the owner of the register.
  unit_id text not null references unit (id),
  region text,
  name text not null,
  -- What tells it from the others: its unique code, else place and name.
  key text not null,
  -- A value for each field of the schema.
  content jsonb not null,
  state text not null check (state in ('current', 'removed')),
  revision integer not null,
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  unique (register, no)
);
create unique index register_entry_key on register_entry (register, key) where state = 'current';
create index register_entry_unit on register_entry (unit_id);

create table register_event (
  id bigint generated always as identity primary key,
  entry_id uuid not null references register_entry (id),
  kind text not null,
  happened_on date not null,
  words text not null,
  told_by uuid not null,
  told_by_name text not null,
  told_at timestamptz not null
);
create index register_event_entry on register_event (entry_id);

-- Who changed what, when and why; never changed itself.
create table register_history (
  entry_id uuid not null references register_entry (id),
  revision integer not null,
  act text not null check (act in ('create', 'change', 'import', 'remove', 'restore', 'event')),
  reason text not null,
  -- Names of the fields that changed, and all values as they were after it.
  fields text[] not null,
  content jsonb not null,
  acted_by uuid not null,
  acted_by_name text not null,
  acted_at timestamptz not null,
  primary key (entry_id, revision)
);

-- Files in the waiting area; gone when they are taken over or dropped.
create table register_import (
  id uuid primary key,
  register text not null,
  file_name text not null,
  sheet jsonb not null,
  row_count integer not null,
  made_by uuid not null,
  made_by_name text not null,
  unit_id text not null,
  made_at timestamptz not null
);
create index register_import_register on register_import (register);

create table register_edition (
  id uuid primary key,
  register text not null,
  no integer not null check (no >= 1),
  state text not null check (state in ('proposed', 'released', 'superseded', 'withdrawn')),
  item_id uuid not null,
  path text not null,
  -- SHA-256 of its data.json: the release is recognised by it, and the portal reads it.
  data_digest text not null,
  entries integer not null,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  released_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  unique (register, no)
);
create index register_edition_item on register_edition (item_id);
