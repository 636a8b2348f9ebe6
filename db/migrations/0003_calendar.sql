-- Working days as the State Council's notices say, each day with its notice.
create table calendar_notice (
  id uuid primary key default gen_random_uuid(),
  year integer not null,
  title text not null,
  document_no text not null default '',
  source text not null,
  issued_on date,
  text text not null default '',
  days jsonb not null,
  imported_at timestamptz not null,
  imported_by uuid,
  superseded_by uuid references calendar_notice (id)
);
create unique index calendar_notice_current on calendar_notice (year, title) where superseded_by is null;

create table calendar_day (
  day date primary key,
  kind text not null check (kind in ('holiday', 'make-up')),
  name text not null default '',
  notice_id uuid not null references calendar_notice (id)
);

-- Each due date that a new notice moved: what was shown before, what is right now.
create table moved_deadline (
  id uuid primary key default gen_random_uuid(),
  notice_id uuid not null references calendar_notice (id),
  case_kind text not null,
  case_id text not null,
  due_before date not null,
  due_after date not null,
  moved_at timestamptz not null
);
create index moved_deadline_case on moved_deadline (case_kind, case_id);

create table message (
  id uuid primary key default gen_random_uuid(),
  staff_id uuid not null references staff (id),
  kind text not null,
  title text not null,
  body text not null default '',
  link text not null default '',
  created_at timestamptz not null,
  read_at timestamptz
);
create index message_unread on message (staff_id, created_at desc) where read_at is null;
-- A reminder is sent once per cause, however often the sweep runs.
create table sent_reminder (
  case_kind text not null,
  case_id text not null,
  kind text not null,
  due_on date not null,
  sent_at timestamptz not null,
  primary key (case_kind, case_id, kind, due_on)
);
