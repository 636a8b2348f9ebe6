-- Of several public items that carry the same thing (periods of a data set, stages of a project, parts of an inspection) the
-- search shows one. The others wait here, so that the withdrawal of the shown one brings the next back in the same transaction.

alter table search_entry add column collection_rank text not null default '';

create table search_shadow (
  seq bigint generated always as identity primary key,
  collection text not null,
  belongs_to text not null,
  collection_rank text not null,
  -- A row of search_entry.
  entry jsonb not null
);
create index search_shadow_collection on search_shadow (collection);
create index search_shadow_belongs_to on search_shadow (belongs_to);
