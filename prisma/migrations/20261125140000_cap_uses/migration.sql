-- The settings show what a cap counts by the very function that decides, under the reader's own rights: row-level
-- security keeps it to one workspace.
grant execute on function ledger_cap_uses to wellspent_app;
