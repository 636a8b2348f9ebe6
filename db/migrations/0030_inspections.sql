-- Random inspection (双随机、一公开): the pools of objects and inspectors, the draws with their commitment, the results. What is public
-- are the items of `inspection_part`.

create table inspection_object (
  id uuid primary key,
  pool text not null,
  name text not null,
  -- 统一社会信用代码; empty where the object has none.
  credit_code text not null,
  unit_id text not null references unit (id),
  is_active boolean not null,
  -- Why it is drawn no longer; empty while it is active.
  inactive_reason text not null default '',
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null
);
create index inspection_object_pool on inspection_object (pool, name);

create table inspection_inspector (
  id uuid primary key,
  name text not null,
  -- 执法证号.
  certificate text not null unique,
  unit_id text not null references unit (id),
  is_active boolean not null,
  -- Why it is drawn no longer; empty while it is active.
  inactive_reason text not null default '',
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null
);

create table inspection_avoidance (
  inspector_id uuid not null references inspection_inspector (id),
  object_id uuid not null references inspection_object (id),
  reason text not null check (reason in ('relative', 'interest', 'same-unit', 'served', 'other')),
  primary key (inspector_id, object_id)
);

create table inspection_task (
  id uuid primary key,
  title text not null,
  year integer not null,
  month integer not null,
  -- Of the pack's list of items.
  item_code text not null,
  unit_id text not null references unit (id),
  share_percent numeric not null check (share_percent > 0 and share_percent <= 100),
  inspectors_per_object integer not null check (inspectors_per_object >= 2),
  state text not null check (state in ('planned', 'committed', 'drawn', 'void')),
  -- The pools as they were when the seed was committed, and how many are drawn (contexts/inspections/contract.ts).
  lists jsonb,
  lists_digest text,
  terms jsonb,
  commitment text,
  -- Encrypted until the draw.
  sealed_seed bytea,
  seed text,
  drawn jsonb,
  committed_at timestamptz,
  drawn_at timestamptz,
  void_reason text,
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  created_at timestamptz not null,
  check ((state = 'drawn') = (drawn is not null)),
  check ((drawn is null) = (seed is null)),
  check (state not in ('committed', 'drawn') or commitment is not null),
  check ((state = 'void') = (void_reason is not null))
);
create index inspection_task_year on inspection_task (year desc, month);

create table inspection_part (
  task_id uuid not null references inspection_task (id),
  part text not null check (part in ('announcement', 'draw', 'results')),
  item_id uuid not null,
  path text not null,
  -- SHA-256 of the data.json that was proposed: the release is recognised by it.
  data_digest text not null,
  proposed_data jsonb not null,
  -- What is public now; null when nothing is.
  released_data jsonb,
  released_at timestamptz,
  withdrawn_at timestamptz,
  primary key (task_id, part)
);
create index inspection_part_item on inspection_part (item_id);

create table inspection_result (
  task_id uuid not null references inspection_task (id),
  object_id uuid not null,
  -- What was recorded (contexts/inspections/contract.ts).
  content jsonb not null,
  -- The day on which it was first public.
  released_on date,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  primary key (task_id, object_id)
);

create table inspection_hand_over (
  task_id uuid not null references inspection_task (id),
  site text not null check (site in ('enterprise', 'credit-china')),
  handed_on date not null,
  rows integer not null,
  by_staff uuid not null,
  by_name text not null,
  at timestamptz not null,
  primary key (task_id, site, at)
);

-- The list of items and the plan of a year, which go out together.
create table inspection_plan (
  year integer primary key,
  unit_id text not null references unit (id),
  item_id uuid not null,
  path text not null,
  data_digest text not null,
  proposed_data jsonb not null,
  released_data jsonb,
  released_at timestamptz,
  withdrawn_at timestamptz
);
create index inspection_plan_item on inspection_plan (item_id);
