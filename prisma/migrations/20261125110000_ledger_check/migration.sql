-- The latest comparison of an account with its entries. One row each: a difference stays until a later check is clean.
create table ledger_check (
  workspace_id   uuid not null,
  kind           credit_kind not null,
  checked_at     timestamptz(6) not null,
  duration_ms    bigint not null,
  entries        bigint not null,
  seq            bigint not null,
  full_at        timestamptz(6),
  difference     text,
  failing_since  timestamptz(6),
  checkpoint     jsonb,
  constraint ledger_check_pkey primary key (workspace_id, kind),
  constraint ledger_check_not_negative check (duration_ms >= 0 and entries >= 0 and seq >= 0),
  constraint ledger_check_failing check ((difference is null) = (failing_since is null)),
  constraint ledger_check_goes_on_from_truth check (checkpoint is null or difference is null)
);

grant select, insert, update on ledger_check to wellspent_app;
alter table ledger_check enable row level security;
create policy one_workspace on ledger_check to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));

-- The worker sees which accounts are due, and nothing of what they hold or what was found.
grant select (workspace_id, kind, seq, full_at, failing_since) on ledger_check to wellspent_worker;
create policy find_due on ledger_check for select to wellspent_worker using (true);
