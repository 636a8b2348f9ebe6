-- The register of requests: by matter and class of subject, who else asks for the same, the end of retention, and what
-- came over from before the system.

-- `matter_key` is the same for cases that ask for the same thing; `class_by` tells who put a case into its class: the
-- officer, or a table of classes by its digest. Empty where not yet derived; the sweep derives what is empty or old.
alter table request
  add column matter_key text not null default '',
  add column subject_class text not null default '',
  add column class_by text not null default '',
  add column keep_until date,
  add column destroyed_on date;
drop index request_subject;
create index request_same_matter on request (matter_key);
create index request_class on request (subject_class, submitted_on desc, id);
create index request_own_record on request (submitted_on desc, id) where matter = 'own-record';
create index request_retention on request (keep_until) where keep_until is not null and destroyed_on is null;

update request r set keep_until = a.keep_until
from (
  select request_id, (body ->> 'keepUntil')::date as keep_until, no from request_event where kind = 'archived'
) a
where a.request_id = r.id and r.stage = 'archived'
  and a.no = (select max(no) from request_event where request_id = r.id and kind = 'archived');

-- A file that was destroyed after its retention leaves its entry in the list of destroyed files: number, subject, days,
-- outcome. What else was written into its events may be blanked, once the destruction stands among them, and nothing
-- else of an event may ever change.
create function refuse_event_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.kind <> 'destroyed'
    and (new.request_id, new.no, new.kind, new.happened_on, new.staff_id, new.staff_name, new.unit_id, new.recorded_at)
      is not distinct from
      (old.request_id, old.no, old.kind, old.happened_on, old.staff_id, old.staff_name, old.unit_id, old.recorded_at)
    and exists (select from request_event d where d.request_id = old.request_id and d.kind = 'destroyed' and d.no > old.no)
  then
    return new;
  end if;
  raise exception 'table % is append-only', tg_table_name using errcode = 'GK001';
end $$;
drop trigger request_event_append_only on request_event;
create trigger request_event_append_only before update or delete on request_event
  for each row execute function refuse_event_change();

-- Requests that were open when the system came into use, as the office enters them: each statement replaces the one
-- before it and none is lost.
create table request_opening (
  no integer primary key check (no > 0),
  body jsonb not null,
  reason text not null,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_at timestamptz not null
);
create trigger request_opening_append_only before update or delete on request_opening
  for each row execute function refuse_change();
create trigger request_opening_no_truncate before truncate on request_opening
  for each statement execute function refuse_change();
