-- A second factor counts only once a code has proved it: until then the new secret waits here, so that binding another
-- device can be begun and left without losing the one that works.
alter table staff add column totp_pending text;
