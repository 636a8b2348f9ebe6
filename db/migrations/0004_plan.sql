-- The plan and the duties that follow from it.
create table plan (
  id uuid primary key default gen_random_uuid(),
  year integer not null,
  version integer not null,
  title text not null,
  state text not null check (state in ('draft', 'confirmed', 'superseded')),
  unit_id text not null references unit (id),
  source_name text not null default '',
  source_digest text not null default '',
  source_text text not null default '',
  warnings jsonb not null default '[]',
  starts_on date not null,
  ends_on date not null,
  revision integer not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  unique (unit_id, year, version)
);
create unique index plan_confirmed on plan (unit_id, year) where state = 'confirmed';

create table obligation (
  plan_id uuid not null references plan (id),
  leaf_id text not null,
  position integer not null,
  path text[] not null,
  title text not null,
  kind text not null,
  area text,
  responsibility_label text not null default '',
  lead text[] not null,
  cooperating text[] not null,
  owner_units text[] not null,
  limits jsonb not null default '[]',
  channels text[] not null default '{}',
  cadence text not null check (cadence in ('standing', 'on-event', 'annual', 'quarterly', 'monthly')),
  deadline_rule jsonb not null,
  basis text not null default '',
  set_by text not null check (set_by in ('plan', 'law', 'default')),
  attribute text not null default 'proactive' check (attribute in ('proactive', 'on-request', 'withheld')),
  per_county boolean not null default false,
  personal_data text not null default 'none' check (personal_data in ('none', 'mask', 'do-not-post')),
  source_text text not null default '',
  primary key (plan_id, leaf_id)
);

create table element (
  plan_id uuid not null,
  leaf_id text not null,
  no integer not null,
  name text not null,
  form text not null,
  breakdown text,
  figures jsonb not null default '[]',
  primary key (plan_id, leaf_id, no),
  foreign key (plan_id, leaf_id) references obligation (plan_id, leaf_id) on delete cascade
);

create table duty (
  id uuid primary key default gen_random_uuid(),
  plan_id uuid not null,
  leaf_id text not null,
  unit_id text not null references unit (id),
  period text not null,
  trigger_words text not null,
  trigger_on date not null,
  due_on date not null,
  provisional boolean not null,
  explanation jsonb not null,
  required integer[] not null,
  covered integer[] not null default '{}',
  met_on date,
  not_applicable_reason text,
  not_applicable_asked_by uuid,
  not_applicable_by uuid,
  not_applicable_on date,
  created_at timestamptz not null,
  unique (plan_id, leaf_id, unit_id, period),
  foreign key (plan_id, leaf_id) references obligation (plan_id, leaf_id)
);
create index duty_open on duty (due_on) where met_on is null and not_applicable_on is null;
create index duty_unit on duty (unit_id, due_on);

create table duty_proof (
  id uuid primary key default gen_random_uuid(),
  duty_id uuid not null references duty (id),
  kind text not null check (kind in ('release', 'statement', 'evidence')),
  elements integer[] not null,
  document_id uuid,
  version_no integer,
  log_entry_id uuid,
  file_digest text,
  words text not null default '',
  proved_on date not null,
  staff_id uuid,
  voided_on date,
  voided_reason text,
  created_at timestamptz not null
);
create index duty_proof_duty on duty_proof (duty_id);
create index duty_proof_document on duty_proof (document_id);
