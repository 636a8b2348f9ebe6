-- Websites and accounts of the bureau and its counties (matrix.yaml of the pack): updates told by people, and what the
-- checks of our own website found.

-- An update that we cannot see ourselves, with something to look at. Rows are added, never changed.
create table outlet_update (
  id uuid primary key default gen_random_uuid(),
  -- Of the pack (matrix.yaml).
  outlet_id text not null,
  clock_id text not null,
  updated_on date not null,
  words text not null,
  address text,
  file_digest text references file (digest),
  file_name text,
  staff_id uuid not null,
  created_at timestamptz not null,
  check (address is not null or file_digest is not null),
  check ((file_digest is null) = (file_name is null))
);
create index outlet_update_newest on outlet_update (outlet_id, clock_id, updated_on desc);
create trigger outlet_update_append_only before update or delete on outlet_update
  for each row execute function refuse_change();

-- One look through the website.
create table site_check (
  id uuid primary key default gen_random_uuid(),
  cause text not null check (cause in ('button', 'daily')),
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  asked_by uuid,
  -- The civil day it looks from.
  on_day date not null,
  pages_done integer not null default 0,
  pages_known integer not null default 0,
  links integer not null default 0,
  -- False where a limit or a silent server ended it before everything had been looked at.
  is_complete boolean,
  failure text,
  indicators jsonb not null default '[]',
  created_at timestamptz not null,
  started_at timestamptz,
  -- Moves on while somebody works on it; a process that died leaves it standing.
  beat_at timestamptz,
  finished_at timestamptz
);
create unique index site_check_one_at_a_time on site_check ((true)) where state in ('waiting', 'running');
create index site_check_newest on site_check (created_at desc);

create table site_finding (
  check_id uuid not null references site_check (id),
  rule text not null,
  subject text not null,
  -- How many pages show it, and the first of them.
  pages integer not null,
  samples jsonb not null,
  words text not null,
  since_at timestamptz not null,
  -- Found by an earlier check; this one did not get to look at it.
  is_carried boolean not null,
  primary key (check_id, rule, subject)
);
