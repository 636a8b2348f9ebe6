-- Articles of an old site, taken over by an audited command of their own. They never went through our review, and say so.
create table import_run (
  id uuid primary key,
  -- Name of the old site: together with an article's number there it tells one article from another.
  origin text not null,
  -- Digest of the source file, or of a folder's names and sizes: the same source goes on where it stopped.
  source_digest text not null,
  -- What the source is called, and how large it is: entries, or bytes where entries are not counted beforehand.
  source_name text not null,
  source_size bigint not null,
  -- The decision that ordered the import, and who gave the command.
  decision text not null,
  staff_id uuid not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- When the last entries were dealt with.
  moved_at timestamptz not null,
  -- Entries of the source that are dealt with.
  position bigint not null default 0,
  -- In the unit of source_size.
  done_size bigint not null default 0,
  published bigint not null default 0,
  drafted bigint not null default 0,
  known bigint not null default 0,
  refused bigint not null default 0,
  unique (origin, source_digest)
);

create table imported_article (
  origin text not null,
  old_id text not null,
  document_id uuid not null references document (id),
  run_id uuid not null references import_run (id),
  primary key (origin, old_id)
);
create index imported_article_document on imported_article (document_id);

-- What a person has to see to: kept as a draft, or not taken at all.
create table import_finding (
  run_id uuid not null references import_run (id),
  place bigint not null,
  where_words text not null,
  kind text not null check (kind in ('refused', 'drafted', 'warned')),
  title text not null,
  document_id uuid,
  words text[] not null,
  primary key (run_id, place)
);

-- Addresses of the old site that lead to ours: `/path?query`, and the host where the source told one.
create table old_address (
  address text not null,
  host text not null,
  document_id uuid not null references document (id),
  primary key (address, host)
);
create index old_address_document on old_address (document_id);

-- Unlike a review, an import is no signature: what it published says so itself, for good.
alter table document add column imported jsonb;
