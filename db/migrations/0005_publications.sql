-- What is published. A document is an identity with a permanent address; its versions carry the bytes.
create table document (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  column_id text not null,
  owner_unit_id text not null references unit (id),
  index_no text unique,
  path text not null unique,
  live_version integer,
  draft_version integer,
  first_released_at timestamptz,
  released_at timestamptz,
  withdrawn_at timestamptz,
  is_demo boolean not null default false,
  created_by uuid not null,
  created_at timestamptz not null
);
create index document_live on document (column_id, released_at desc) where live_version is not null;
create index document_owner on document (owner_unit_id, created_at desc);

create table version (
  document_id uuid not null references document (id),
  no integer not null,
  state text not null check (state in
    ('draft', 'in-review', 'returned', 'approved', 'scheduled', 'released', 'superseded', 'withdrawn', 'discarded')),
  revision integer not null default 1,
  round integer not null default 0,
  title text not null,
  summary text not null default '',
  body_html text not null default '',
  metadata jsonb not null default '{}',
  meets jsonb not null default '[]',
  release_at timestamptz,
  digest text not null,
  drafters uuid[] not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  submitted_at timestamptz,
  released_at timestamptz,
  released_by uuid,
  primary key (document_id, no)
);
create index version_open on version (state, changed_at desc) where state not in ('released', 'superseded', 'withdrawn', 'discarded');
create index version_scheduled on version (release_at) where state = 'scheduled';

create table file (
  digest text primary key,
  size bigint not null,
  media_type text not null,
  text_content text,
  stored_at timestamptz not null,
  stored_by uuid
);

create table attachment (
  document_id uuid not null,
  version_no integer not null,
  position integer not null,
  file_digest text not null references file (digest),
  name text not null,
  primary key (document_id, version_no, position),
  foreign key (document_id, version_no) references version (document_id, no)
);
create index attachment_file on attachment (file_digest);

create table signature (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null,
  version_no integer not null,
  round integer not null,
  step text not null,
  decision text not null check (decision in ('signed', 'returned', 'skipped')),
  digest text not null,
  staff_id uuid not null,
  staff_name text not null,
  unit_id text not null,
  on_behalf_of uuid,
  reasons jsonb not null default '[]',
  note text not null default '',
  filing_no text,
  signed_at timestamptz not null,
  foreign key (document_id, version_no) references version (document_id, no)
);
create unique index signature_once on signature (document_id, version_no, round, step);
create trigger signature_append_only before update or delete on signature
  for each row execute function refuse_change();

create table gate_verdict (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null,
  version_no integer not null,
  digest text not null,
  verdict text not null check (verdict in ('pass', 'warn', 'block')),
  findings jsonb not null,
  checked_at timestamptz not null
);
create index gate_verdict_version on gate_verdict (document_id, version_no, checked_at desc);

create table withdrawal (
  document_id uuid primary key references document (id),
  version_no integer not null,
  kind text not null check (kind in ('published-in-error', 'replaced', 'repealed')),
  reason text not null,
  replaced_by uuid,
  staff_id uuid not null,
  unit_id text not null,
  withdrawn_at timestamptz not null
);

create table index_number_counter (
  scope text primary key,
  last_no integer not null
);

-- One row per change the public side has to notice; every web node reads it and drops what depends on the tags.
create table portal_change (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  tags text[] not null
);
