-- Proof that something was handed over to a channel: a photograph of the notice board, the address of a post. It says
-- where a thing was shown beside this portal; what meets a duty stays in duty_proof.
create table evidence (
  id uuid primary key default gen_random_uuid(),
  subject_kind text not null check (subject_kind in ('duty', 'item')),
  subject_id uuid not null,
  unit_id text not null references unit (id),
  channel text not null,
  posted_on date not null,
  words text not null,
  address text,
  file_digest text,
  file_name text,
  staff_id uuid not null,
  created_at timestamptz not null,
  check (address is not null or file_digest is not null),
  check ((file_digest is null) = (file_name is null))
);
create index evidence_subject on evidence (subject_kind, subject_id);

-- A request that a duty does not apply may be refused; the duty is then open as before and says why.
alter table duty add column not_applicable_refused_reason text;
alter table duty add column not_applicable_refused_by uuid;
alter table duty add column not_applicable_refused_on date;
