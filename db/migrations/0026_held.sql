-- HELD NUMBER (numbers must have no gap): whoever was given 0026 deletes this file in the moment theirs is written.
select 1;
