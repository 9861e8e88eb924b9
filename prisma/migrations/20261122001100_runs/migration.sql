-- A run keeps its quote and the holds it made, and a version that orders what the screens hear of it.
-- What it was charged is read from its holds: the ledger is the only truth about credits.
alter table operation_run
  drop column charged,
  add column quote jsonb not null default '{}',
  add column hold_ids uuid[] not null default '{}',
  add column lapses_at timestamptz(6) not null default '-infinity',
  add column ended_because text,
  add column version bigint not null default 1,
  add column updated_at timestamptz(6) not null default '-infinity';
alter table operation_run
  alter column quote drop default,
  alter column hold_ids drop default,
  alter column lapses_at drop default,
  alter column updated_at drop default;

create index operation_run_workspace_id_updated_at_idx on operation_run (workspace_id, updated_at);
create index operation_run_state_updated_at_idx on operation_run (state, updated_at);

-- The worker finds runs that wait or were left behind, and sees that something changed, not what.
grant select (kind, created_at, updated_at, version) on operation_run to wellspent_worker;
grant select (workspace_id, kind, seq) on credit_account to wellspent_worker;
create policy find_due on credit_account for select to wellspent_worker using (true);
