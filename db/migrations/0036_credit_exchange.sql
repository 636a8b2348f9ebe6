-- What was reported to the credit sites (双公示) and what they answered. A batch is what one file said, row by row, so that the
-- next one holds only what changed since.

create table credit_batch (
  id uuid primary key,
  -- The bureau or county bureau whose decisions it holds.
  organ_id text not null references unit (id),
  kind text not null check (kind in ('licence', 'penalty')),
  year integer not null,
  no integer not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  -- SHA-256 of the rows in canonical JSON.
  digest text not null,
  receipt_on date,
  receipt_number text,
  receipt_by_name text,
  unique (organ_id, kind, year, no),
  check ((receipt_on is null) = (receipt_by_name is null))
);

create table credit_row (
  batch_id uuid not null references credit_batch (id),
  decision_id uuid not null references enforcement_decision (id),
  act text not null check (act in ('new', 'change', 'withdraw')),
  document_no text not null,
  -- Column code to value, as it was reported; without the moment of the export.
  reported jsonb not null,
  receipt text not null check (receipt in ('waiting', 'accepted', 'rejected')),
  receipt_words text,
  -- In the order of making.
  seq bigint generated always as identity,
  primary key (batch_id, decision_id)
);
create index credit_row_decision on credit_row (decision_id, seq desc);

-- The kind of unlawful act has a column of its own in the exchange.
update enforcement_decision set content = content || '{"violation": ""}'::jsonb where not content ? 'violation';

-- The standing list of enforcement matters, as it goes out (at most one is public; the last put forward is kept).
create table enforcement_list (
  id integer primary key check (id = 1),
  unit_id text not null references unit (id),
  item_id uuid not null,
  path text not null,
  data_digest text not null,
  proposed_data jsonb not null,
  released_data jsonb,
  released_at timestamptz,
  withdrawn_at timestamptz
);
