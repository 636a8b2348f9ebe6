-- Requests handed in over the internet: what a form has become, and how much comes from one place.

-- A form that has become a case, written in the transaction of the case: the same form sent again, also at the same
-- moment, finds this row and never makes a second case. The receipt is sealed and kept for a day.
create table online_receipt (
  form_digest text primary key,
  request_id uuid not null references request (id),
  sealed bytea not null,
  kept_at timestamptz not null
);
create index online_receipt_old on online_receipt (kept_at);

-- Buckets against floods and guessing: `level` tries at the instant `at`, draining since. Keys are digests.
create table online_bucket (
  scope text not null,
  key text not null,
  level double precision not null,
  at timestamptz not null,
  primary key (scope, key)
);
create index online_bucket_old on online_bucket (at);
