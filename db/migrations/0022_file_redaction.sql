-- Which copy was made of which file by covering what must not go out, and what the copy's report said. Only staff see
-- the original; the report names nothing that was covered.
create table file_redaction (
  copy_digest text not null references file (digest),
  source_digest text not null references file (digest),
  report jsonb not null,
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (copy_digest, source_digest)
);
create index file_redaction_source on file_redaction (source_digest);
