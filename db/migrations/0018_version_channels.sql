-- Where a version is to appear beside the portal: ids of the pack's channels. It is under the signatures; an empty list
-- is left out of the signed content, so that what was signed before still verifies.
alter table version add column channels text[] not null default '{}';
