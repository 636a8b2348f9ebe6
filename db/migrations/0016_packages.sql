-- A package: a policy document with its interpretations. Its plan and the form of each interpretation lie in the
-- metadata of their versions, under the signatures; here stands which documents belong together, and what was decided
-- about a package as such.
create table package_member (
  document_id uuid primary key references document (id),
  policy_id uuid not null references document (id),
  added_by uuid not null,
  added_at timestamptz not null,
  check (document_id <> policy_id)
);
create index package_member_policy on package_member (policy_id, added_at);

-- 免予解读： one decision for one document, for good.
create table package_exemption (
  policy_id uuid primary key references document (id),
  reason text not null,
  staff_id uuid not null,
  staff_name text not null,
  exempted_at timestamptz not null
);
create trigger package_exemption_append_only before update or delete on package_exemption
  for each row execute function refuse_change();

-- Somebody said that a live interpretation still explains the policy as it is being amended: on the bytes of both.
create table package_confirmation (
  id uuid primary key default gen_random_uuid(),
  policy_id uuid not null references document (id),
  policy_digest text not null,
  document_id uuid not null references document (id),
  document_digest text not null,
  staff_id uuid not null,
  staff_name text not null,
  note text not null default '',
  confirmed_at timestamptz not null
);
create index package_confirmation_policy on package_confirmation (policy_id, confirmed_at desc);
create trigger package_confirmation_append_only before update or delete on package_confirmation
  for each row execute function refuse_change();
