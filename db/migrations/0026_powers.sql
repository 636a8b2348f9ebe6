-- Power and responsibility lists, service guides, certificates kept: the working entries, and the editions that went
-- to review. What is public is the item that an edition was released as; nothing here is shown to the public.

create table power_record (
  id uuid primary key,
  sort text not null check (sort in ('licence', 'penalty', 'coercion', 'confirmation', 'inspection', 'award', 'guide', 'certificate')),
  code text not null,
  name text not null,
  -- Who answers for it.
  unit_id text not null references unit (id),
  -- A value for each field of its sort (contexts/powers/contract/fields.ts).
  content jsonb not null,
  state text not null check (state in ('current', 'removed')),
  removed_on date,
  removed_reason text,
  revision integer not null,
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  created_at timestamptz not null,
  unique (sort, code),
  check ((state = 'removed') = (removed_reason is not null))
);
create index power_record_unit on power_record (unit_id);

create table power_edition (
  id uuid primary key,
  -- The sort of a list, or guide:<id of the record>.
  subject text not null,
  no integer not null check (no >= 1),
  state text not null check (state in ('proposed', 'released', 'superseded', 'withdrawn')),
  item_id uuid not null,
  path text not null,
  -- SHA-256 of its data.json: the release is recognised by it, and the portal reads it.
  data_digest text not null,
  entries integer not null,
  -- Against the edition before; null of the first.
  changes jsonb,
  proposed_by uuid not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  released_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  unique (subject, no)
);
create index power_edition_item on power_edition (item_id);
