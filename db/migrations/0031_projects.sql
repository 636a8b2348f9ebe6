-- Projects in stages: procurement, construction, lottery-fund and the other kinds of the pack. Each stage goes out as an item of
-- its own; what is public is that item, and nothing here but `released_data`, which is what it carries.

create table project (
  id uuid primary key,
  kind text not null,
  -- 项目编号.
  code text not null unique,
  title text not null,
  unit_id text not null references unit (id),
  -- Everything that was recorded (contexts/projects/contract.ts).
  content jsonb not null,
  revision integer not null,
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  created_at timestamptz not null
);
create index project_unit on project (unit_id);

create table project_stage (
  id uuid primary key,
  project_id uuid not null references project (id),
  -- Order of recording within the project.
  no integer not null,
  -- Stage of the kind in the pack.
  stage text not null,
  happened_on date not null,
  content jsonb not null,
  revision integer not null,
  state text not null check (state in ('recorded', 'proposed', 'public', 'withdrawn')),
  -- The item that it was last proposed as.
  item_id uuid,
  path text,
  -- SHA-256 of the data.json that was proposed: the release is recognised by it.
  data_digest text,
  proposed_data jsonb,
  -- What is public now; null when nothing is.
  released_data jsonb,
  released_at timestamptz,
  -- The first day on which it was public; keeps its value after a withdrawal.
  released_on date,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  unique (project_id, no),
  check ((state = 'public') = (released_data is not null))
);
create index project_stage_item on project_stage (item_id);
create index project_stage_public on project_stage (project_id) where state = 'public';
