-- What a release, a new version or a withdrawal asks of each channel: one row each, made in the transaction of its cause.
create table channel_task (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('post', 'take-down')),
  document_id uuid not null,
  version_no integer not null,
  channel text not null,
  state text not null check (state in ('to-do', 'in-progress', 'posted', 'proven', 'stuck', 'cancelled')),
  -- Who does it, and whose item it is.
  unit_id text not null references unit (id),
  owner_unit_id text not null references unit (id),
  -- What is needed when the version itself can no longer be read.
  title text not null,
  path text not null,
  files jsonb not null default '[]',
  -- What is asked, in words, e.g. 请撤换旧版.
  words text not null,
  due_on date not null,
  due_provisional boolean not null default false,
  -- Done by a carrier's own interface, not by a person.
  is_automatic boolean not null,
  progress jsonb not null default '{}',
  steps integer not null default 0,
  failures integer not null default 0,
  not_before timestamptz,
  lease uuid,
  leased_until timestamptz,
  code text,
  advice text,
  -- What came of it.
  address text,
  place text,
  posted_on date,
  posted_until date,
  proof_due_on date,
  note text,
  done_by uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (posted_until is null or posted_until >= posted_on)
);
create unique index channel_task_once on channel_task (document_id, version_no, channel, kind);
create index channel_task_open on channel_task (unit_id, due_on) where state in ('to-do', 'in-progress', 'posted', 'stuck');
create index channel_task_ready on channel_task (not_before)
  where is_automatic and state in ('to-do', 'in-progress');

-- Pictures and scans that prove a task; the original is kept for staff, a copy without place and device for the public.
create table channel_proof (
  id uuid primary key default gen_random_uuid(),
  task_id uuid not null references channel_task (id),
  evidence_id uuid not null,
  file_digest text not null references file (digest),
  file_name text not null,
  -- Null: a scan without a copy, or one that is not to be shown.
  public_digest text references file (digest),
  -- When and where the camera says it was taken, as told by the file; may be wrong.
  taken_at_claimed text,
  staff_id uuid not null,
  created_at timestamptz not null
);
create index channel_proof_task on channel_proof (task_id, created_at);
create index channel_proof_public on channel_proof (public_digest) where public_digest is not null;

-- Every look at a channel after a withdrawal; the newest counts. Rows are added, never changed.
create table channel_check (
  id bigint generated always as identity primary key,
  task_id uuid not null references channel_task (id),
  result text not null check (result in ('gone', 'present', 'unknown')),
  findings jsonb not null,
  checked_at timestamptz not null
);
create index channel_check_task on channel_check (task_id, id desc);
create trigger channel_check_append_only before update or delete on channel_check
  for each row execute function refuse_change();

-- Press conferences and interviews.
create table channel_activity (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('press-conference', 'interview')),
  state text not null check (state in ('planned', 'held', 'drafted', 'cancelled')),
  unit_id text not null references unit (id),
  title text not null,
  held_at timestamptz not null,
  place text not null,
  speakers text not null,
  expected_questions jsonb not null default '[]',
  questions jsonb not null default '[]',
  minutes text not null default '',
  media jsonb not null default '[]',
  cancel_reason text,
  item_id uuid,
  revision integer not null default 1,
  changed_by uuid not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index channel_activity_unit on channel_activity (unit_id, held_at desc);
