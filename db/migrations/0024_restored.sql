-- A withdrawal that a restore takes from the public log has nobody who gave it here.
alter table withdrawal alter column staff_id drop not null;
