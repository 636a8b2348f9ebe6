-- Impact assessments of personal data that is lawfully published (个人信息保护法 arts 55 and 56): who judged what, on which
-- bytes. Kept for three years at least; no row is ever changed or taken away.
create table impact_assessment (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null,
  version_no integer not null,
  -- The digest of the bytes it was made on.
  digest text not null,
  -- The rule of the gate whose findings were let pass.
  rule text not null,
  purpose text not null check (purpose <> ''),
  necessity text not null check (necessity <> ''),
  risk text not null check (risk <> ''),
  measures text not null check (measures <> ''),
  assessed_by uuid not null,
  assessed_by_name text not null,
  assessed_at timestamptz not null,
  kept_until date not null,
  check (kept_until >= (assessed_at at time zone 'Asia/Shanghai')::date + interval '3 years' - interval '1 day')
);
create index impact_assessment_item on impact_assessment (document_id, assessed_at);
create trigger impact_assessment_append_only before update or delete on impact_assessment
  for each row execute function refuse_change();
