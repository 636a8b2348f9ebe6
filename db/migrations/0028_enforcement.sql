-- Enforcement decisions and their publicity: the register, and the corrections that the credit files must learn of. What is
-- public is the item that a decision was released as; nothing here but `released_data`, which is what that item carries.

create table enforcement_decision (
  id uuid primary key,
  kind text not null check (kind in ('licence', 'penalty', 'coercion', 'confirmation', 'inspection', 'award')),
  unit_id text not null references unit (id),
  document_no text not null,
  decided_on date not null,
  -- Everything that was recorded (contexts/enforcement/contract.ts).
  content jsonb not null,
  revision integer not null,
  state text not null check (state in ('recorded', 'proposed', 'public', 'withdrawn')),
  -- What became of it: changed, revoked, found unlawful or void, to be made anew, repaired.
  outcome text check (outcome in ('changed', 'revoked', 'unlawful', 'void', 'remade', 'repaired')),
  outcome_on date,
  outcome_reason text,
  -- The item that it was last proposed as.
  item_id uuid,
  path text,
  -- SHA-256 of the data.json that was proposed: the release is recognised by it.
  data_digest text,
  proposed_data jsonb,
  -- What is public now; null when nothing is.
  released_data jsonb,
  released_at timestamptz,
  -- The first day on which it was public; keeps its value after the withdrawal.
  released_on date,
  -- The last day on which it is shown.
  shown_until date,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  changed_by uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  created_at timestamptz not null,
  unique (kind, document_no),
  check ((outcome is null) = (outcome_on is null) and (outcome is null) = (outcome_reason is null)),
  check ((state = 'public') = (released_data is not null))
);
create index enforcement_decision_decided on enforcement_decision (decided_on desc, id);
create index enforcement_decision_unit on enforcement_decision (unit_id);
create index enforcement_decision_item on enforcement_decision (item_id);

create table enforcement_correction (
  decision_id uuid not null references enforcement_decision (id),
  -- The outcome; expired: its time of publicity was over; error: published in error.
  outcome text not null check (outcome in ('changed', 'revoked', 'unlawful', 'void', 'remade', 'repaired', 'expired', 'error')),
  reason text not null,
  made_on date not null,
  recorded_at timestamptz not null,
  item_id uuid not null,
  primary key (decision_id, item_id)
);
