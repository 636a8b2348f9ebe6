-- Requests for information. The events of a case are its truth and only grow; everything else here is folded from them
-- and kept beside for lists.
create table request (
  id uuid primary key,
  tracking_code text not null unique,
  secret_digest text not null,
  number text unique,
  matter text not null check (matter in ('information', 'own-record')),
  subject text not null,
  document_no text not null default '',
  via text not null,
  applicant_kind text not null,
  revision integer not null,
  round integer not null default 1,
  stage text not null check (stage in ('registration', 'examination', 'handling', 'reply', 'archived')),
  state text not null,
  -- What the state becomes by lapse of time alone after this day, if nothing happens.
  lapses_on date,
  lapsed_state text,
  submitted_on date not null,
  received_on date,
  due_on date,
  provisional boolean not null default false,
  unit_id text not null references unit (id),
  officer_id uuid,
  officer_name text,
  outcome text,
  ground text,
  report_row text,
  closed_on date,
  is_demo boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index request_newest on request (submitted_on desc, id);
create index request_unit on request (unit_id, submitted_on desc, id);
create index request_subject on request (subject);
create index request_open on request (due_on) where closed_on is null;
create index request_unconfirmed on request (submitted_on) where state = 'awaiting-confirmation';

create table request_event (
  request_id uuid not null references request (id),
  no integer not null,
  kind text not null,
  happened_on date not null,
  body jsonb not null,
  staff_id uuid,
  staff_name text,
  unit_id text,
  recorded_at timestamptz not null,
  primary key (request_id, no)
);
create index request_event_dispute on request_event (happened_on) where kind in ('dispute-added', 'dispute-decided');
-- A step is signed once in a round, whatever two officers do at the same moment.
create unique index request_signature_once on request_event (request_id, (body ->> 'reviewRound'), (body ->> 'step'))
  where kind in ('reply-signed', 'reply-returned');
create trigger request_event_append_only before update or delete on request_event
  for each row execute function refuse_change();
create trigger request_event_no_truncate before truncate on request_event
  for each statement execute function refuse_change();

-- Who asks: sealed under the key of the data folder. The digests are keyed; they find the same applicant again and tell
-- nothing without the key.
create table request_person (
  request_id uuid primary key references request (id),
  sealed bytea not null,
  masked_name text not null,
  identity_digest text,
  name_digest text not null
);
create index request_person_identity on request_person (identity_digest) where identity_digest is not null;
create index request_person_name on request_person (name_digest);

create table request_look (
  id bigint generated always as identity primary key,
  request_id uuid not null references request (id),
  staff_id uuid not null,
  staff_name text not null,
  unit_id text not null,
  looked_at timestamptz not null
);
create index request_look_case on request_look (request_id, staff_id, looked_at desc);
create trigger request_look_append_only before update or delete on request_look
  for each row execute function refuse_change();
create trigger request_look_no_truncate before truncate on request_look
  for each statement execute function refuse_change();

-- Papers of a file. `digest` is that of the paper, `blob` that of its sealed bytes in the file store. Without a case it
-- has been uploaded and waits to be filed.
create table request_paper (
  id uuid primary key,
  request_id uuid references request (id),
  kind text not null,
  title text not null,
  number text,
  filed_on date not null,
  digest text not null,
  blob text not null,
  media_type text not null,
  size bigint not null,
  for_applicant boolean not null default false,
  redacted boolean not null default false,
  names_applicant boolean not null default true,
  findings jsonb not null default '[]',
  uploaded_by uuid,
  stored_at timestamptz not null
);
create index request_paper_case on request_paper (request_id, stored_at);
create index request_paper_waiting on request_paper (stored_at) where request_id is null;

-- One handling of a case as the annual report counts it.
create table request_counted (
  request_id uuid not null references request (id),
  round integer not null,
  applicant_kind text not null,
  received_on date not null,
  closed_on date,
  report_row text,
  counts_as_received boolean not null,
  primary key (request_id, round)
);
create index request_counted_received on request_counted (received_on);
create index request_counted_closed on request_counted (closed_on);

create table request_number_counter (
  scope text primary key,
  last_no integer not null
);
