-- Who acts: units of the bureau, staff, sessions, delegation. Units come from the pack and keep their ids for ever.
create table unit (
  id text primary key,
  kind text not null check (kind in ('bureau', 'leader', 'section', 'direct-unit', 'county')),
  name text not null,
  short_name text not null,
  aliases text[] not null default '{}',
  parent_id text references unit (id),
  region_code text,
  is_statutory_region boolean,
  credit_code text,
  position integer not null default 0,
  active boolean not null default true
);

create table staff (
  id uuid primary key default gen_random_uuid(),
  username text not null unique,
  name text not null,
  unit_id text not null references unit (id),
  post text not null default '',
  roles text[] not null,
  password_hash text not null,
  totp_secret text,
  totp_last_step bigint,
  failed_count integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  is_demo boolean not null default false,
  created_at timestamptz not null
);

create table session (
  token_hash text primary key,
  staff_id uuid not null references staff (id),
  csrf_token text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz
);
create index session_staff on session (staff_id) where ended_at is null;

create table delegation (
  id uuid primary key default gen_random_uuid(),
  from_staff_id uuid not null references staff (id),
  to_staff_id uuid not null references staff (id),
  from_on date not null,
  until_on date not null,
  reason text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  check (from_staff_id <> to_staff_id),
  check (until_on >= from_on)
);

-- Answers already given, so that a repeated request (double click, lost connection) is answered and not done twice.
create table answered_request (
  staff_id uuid not null,
  key text not null,
  request_digest text not null,
  status integer not null,
  response jsonb not null,
  answered_at timestamptz not null,
  primary key (staff_id, key)
);
