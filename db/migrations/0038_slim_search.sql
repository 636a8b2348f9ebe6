-- A search reads up to ten thousand rows for its counts: what is long goes beside the table, so that many rows stand on
-- a page. The vector of the title stays: ranking reads it. Rows written before stay as they are until they are next written.

alter table search_entry set (toast_tuple_target = 512);
alter table search_entry alter column title_vector set storage main;
