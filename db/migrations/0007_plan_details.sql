-- Where the items of a leaf go, and elements with a rhythm or a limit of their own.
alter table obligation add column column_id text;
alter table element add column cadence text
  check (cadence in ('standing', 'on-event', 'annual', 'quarterly', 'monthly'));
alter table element add column deadline_rule jsonb;
