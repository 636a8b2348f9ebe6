-- How old a password is, and the hashes of those it followed: an old one is not taken again.
alter table staff add column password_changed_at timestamptz;
update staff set password_changed_at = created_at;
alter table staff alter column password_changed_at set not null;

create table former_password (
  staff_id uuid not null references staff (id),
  password_hash text not null,
  replaced_at timestamptz not null,
  primary key (staff_id, password_hash)
);

-- Secrets of second factors are sealed under a key that is not in the database. Not checked on the rows that are there:
-- the next start seals them; no new one is taken in clear.
alter table staff add constraint staff_second_factor_sealed
  check (totp_secret like 'sealed:%' and totp_pending like 'sealed:%') not valid;
