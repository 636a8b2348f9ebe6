-- What is in force. Validity is derived, never typed: from the days of a document, from the acts that amend or repeal
-- it, and from how those acts stand themselves. Kept here is what the derivation reads, and what of it was recorded.

-- Under which keys a normative document is cited: its number (n:2019:12, with the agency's code) and its titles (t:…).
create table normative_name (
  document_id uuid not null references document (id),
  key text not null,
  words text not null,
  primary key (document_id, key, words)
);
create index normative_name_key on normative_name (key);

-- What the text of a released version cites, whether or not the cited document is here already.
create table citation (
  document_id uuid not null,
  version_no integer not null,
  key text not null,
  words text not null,
  primary key (document_id, version_no, key, words),
  foreign key (document_id, version_no) references version (document_id, no)
);
create index citation_key on citation (key);
-- Which released versions have been read for citations; those of before this table are found by the sweep.
create table citation_read (
  document_id uuid not null,
  version_no integer not null,
  primary key (document_id, version_no),
  foreign key (document_id, version_no) references version (document_id, no)
);

-- Relations that a released version declares, as they stand in its signed metadata.
create table document_relation (
  act_id uuid not null,
  act_version_no integer not null,
  position integer not null,
  kind text not null check (kind in ('basis', 'amends', 'repeals', 'expires', 'keeps', 'interprets')),
  -- Null: written as title and number; bound by its key as soon as such a document is here.
  target_id uuid references document (id),
  target_title text not null,
  target_number text not null,
  target_key text not null,
  target_words text not null,
  -- Null: the day the act takes effect.
  on_day date,
  primary key (act_id, act_version_no, position),
  foreign key (act_id, act_version_no) references version (document_id, no)
);
create index document_relation_target on document_relation (target_id);
create index document_relation_key on document_relation (target_key) where target_id is null;

-- The validity last recorded, for lists and marks; the row is locked while it is derived anew.
create table normative_state (
  document_id uuid primary key references document (id),
  validity text check (validity in ('in-force', 'amended', 'repealed', 'expired')),
  since date,
  -- The next day on which something changes by itself.
  next_on date,
  settled_at timestamptz
);
create index normative_state_next on normative_state (next_on) where next_on is not null;

-- Every change of validity as it was recorded.
create table validity_change (
  id bigint generated always as identity primary key,
  document_id uuid not null references document (id),
  was text not null,
  validity text not null,
  on_day date not null,
  cause text not null,
  act_id uuid,
  recorded_at timestamptz not null
);
create index validity_change_document on validity_change (document_id, id);
create trigger validity_change_append_only before update or delete on validity_change
  for each row execute function refuse_change();

-- Clean-up of normative documents: one campaign, one row for each document in force when it was opened.
create table clean_up (
  id uuid primary key,
  year integer not null,
  unit_id text not null references unit (id),
  opened_on date not null,
  opened_by uuid not null,
  revision integer not null default 1,
  -- The draft that makes the result public, once made.
  item_id uuid references document (id),
  created_at timestamptz not null,
  unique (year, unit_id)
);
create table clean_up_entry (
  clean_up_id uuid not null references clean_up (id),
  document_id uuid not null references document (id),
  decision text check (decision in ('keep', 'amend', 'repeal', 'expired')),
  note text not null default '',
  decided_by uuid,
  decided_at timestamptz,
  primary key (clean_up_id, document_id)
);

-- Normative documents on their way into the government gazette.
create table gazette_note (
  id uuid primary key,
  document_id uuid not null,
  version_no integer not null,
  gazette text not null,
  state text not null check (state in ('picked', 'handed-over', 'accepted', 'refused', 'dropped')),
  handed_over_on date,
  issue text,
  page text,
  published_on date,
  reason text,
  evidence_digest text references file (digest),
  evidence_name text,
  picked_by uuid not null,
  picked_on date not null,
  revision integer not null default 1,
  changed_at timestamptz not null,
  foreign key (document_id, version_no) references version (document_id, no)
);
-- A document waits in one gazette once; after a refusal it may be picked again.
create unique index gazette_note_once on gazette_note (document_id, gazette) where state not in ('refused', 'dropped');
create index gazette_note_state on gazette_note (state, changed_at desc);
