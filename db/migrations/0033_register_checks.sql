-- A register that was checked and found unchanged: who, when, on which edition. It moves the day by which the next edition is due.

create table register_check (
  id bigint generated always as identity primary key,
  register text not null,
  edition integer not null,
  checked_on date not null,
  -- How it was checked; public.
  words text not null,
  checked_by uuid not null,
  checked_by_name text not null,
  checked_at timestamptz not null
);
create index register_check_register on register_check (register, checked_on desc);
