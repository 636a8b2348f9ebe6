-- Append-only means that emptying a table is refused as well as changing or deleting a row of it.
create trigger log_checkpoint_no_truncate before truncate on log_checkpoint
  for each statement execute function refuse_change();
create trigger audit_seal_no_truncate before truncate on audit_seal
  for each statement execute function refuse_change();
