-- What happened. Both tables only grow: the database itself refuses update, delete and truncate.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'table % is append-only', tg_table_name using errcode = 'GK001';
end $$;

create table audit_event (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  staff_id uuid,
  staff_name text,
  unit_id text,
  command text not null,
  subject_kind text not null,
  subject_id text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  detail jsonb not null default '{}',
  request_id text
);
create index audit_event_subject on audit_event (subject_kind, subject_id, id desc);
create index audit_event_staff on audit_event (staff_id, id desc);
create trigger audit_event_append_only before update or delete on audit_event
  for each row execute function refuse_change();
create trigger audit_event_no_truncate before truncate on audit_event
  for each statement execute function refuse_change();

-- A public act as canonical JSON. Recorded in the same transaction as the act; sealed when a leaf index is given.
create table log_entry (
  id uuid primary key,
  recorded_at timestamptz not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  body text not null,
  leaf_hash text not null
);
create index log_entry_subject on log_entry (subject_kind, subject_id, recorded_at);
create trigger log_entry_append_only before update or delete on log_entry
  for each row execute function refuse_change();
create trigger log_entry_no_truncate before truncate on log_entry
  for each statement execute function refuse_change();

create table log_leaf (
  leaf_index bigint primary key,
  entry_id uuid not null unique references log_entry (id),
  leaf_hash text not null
);
create trigger log_leaf_append_only before update or delete on log_leaf
  for each row execute function refuse_change();
create trigger log_leaf_no_truncate before truncate on log_leaf
  for each statement execute function refuse_change();

create table log_checkpoint (
  tree_size bigint primary key,
  root_hash text not null,
  note text not null,
  sealed_at timestamptz not null
);
create trigger log_checkpoint_append_only before update or delete on log_checkpoint
  for each row execute function refuse_change();

-- Which audit rows a leaf of the public log vouches for, by digest only.
create table audit_seal (
  last_id bigint primary key,
  first_id bigint not null,
  row_count bigint not null,
  digest text not null,
  entry_id uuid not null references log_entry (id)
);
create trigger audit_seal_append_only before update or delete on audit_seal
  for each row execute function refuse_change();
