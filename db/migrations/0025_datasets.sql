-- Statistical tables by period, county and class: the working rows of each edition. What is public is the item that an
-- edition was released as; nothing here is shown to the public.

create table dataset_edition (
  id uuid primary key,
  -- Of the pack (datasets.yaml).
  dataset_id text not null,
  -- 2019, 2019Q2 or 2019-05.
  period text not null,
  -- 1 is the first of the period; a correction after release is an edition of its own.
  revision integer not null check (revision >= 1),
  revision_reason text,
  state text not null check (state in ('collecting', 'consolidated', 'proposed', 'released', 'superseded', 'withdrawn')),
  owner_unit_id text not null,
  item_id uuid,
  path text,
  -- SHA-256 of the proposed data.json: the release is recognised by it.
  data_digest text,
  csv_digest text,
  xlsx_digest text,
  released_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (dataset_id, period, revision),
  check ((revision = 1) = (revision_reason is null))
);
create index dataset_edition_item on dataset_edition (item_id);

-- What one unit fills: a county its rows, the owner what no county fills.
create table dataset_part (
  edition_id uuid not null references dataset_edition (id),
  -- Region code, or 'owner'.
  part text not null,
  unit_id text not null,
  revision integer not null default 0,
  state text not null default 'open' check (state in ('open', 'submitted')),
  return_reason text,
  changed_by uuid,
  changed_by_name text,
  changed_at timestamptz,
  primary key (edition_id, part)
);

create table dataset_cell (
  edition_id uuid not null,
  part text not null,
  -- Empty where it is no dimension or for the total.
  region text not null,
  class text not null,
  measure text not null,
  value_number numeric,
  value_text text,
  primary key (edition_id, region, class, measure),
  foreign key (edition_id, part) references dataset_part (edition_id, part),
  check ((value_number is null) <> (value_text is null))
);

-- Reasons given for findings that may stand.
create table dataset_explanation (
  edition_id uuid not null references dataset_edition (id),
  code text not null,
  region text not null,
  class text not null,
  measure text not null,
  words text not null,
  given_by uuid not null,
  given_by_name text not null,
  given_at timestamptz not null,
  primary key (edition_id, code, region, class, measure)
);
