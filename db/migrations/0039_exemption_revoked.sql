-- An exemption from interpretation can be taken back: each act is a row of its own, and the last one counts.
alter table package_exemption drop constraint package_exemption_pkey;
alter table package_exemption
  add column no integer not null default 1,
  add column is_granted boolean not null default true;
alter table package_exemption alter column no drop default;
alter table package_exemption alter column is_granted drop default;
alter table package_exemption add constraint package_exemption_pkey primary key (policy_id, no);
