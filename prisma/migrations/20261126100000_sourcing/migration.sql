-- Each time somebody switched the sourcing of leads on or off. The last one counts; without one it is on.
create table sourcing_switch (
  workspace_id  uuid not null,
  number        bigint not null check (number > 0),
  enabled       boolean not null,
  switched_by   uuid not null,
  at            timestamptz(6) not null,
  constraint sourcing_switch_pkey primary key (workspace_id, number)
);

-- A record: rows are added, and never changed or removed.
grant select, insert on sourcing_switch to wellspent_app;
alter table sourcing_switch enable row level security;
create policy one_workspace on sourcing_switch to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));

-- The latest requests for leads (lib/leads/queries/sourcing.ts): runs, holds of programs, and charges made at once.
-- Partial, so that nothing else pays for them.
create index operation_run_sourcing on operation_run (workspace_id, created_at, id)
  where operation = 'lead_sourcing';
create index credit_hold_sourcing on credit_hold (workspace_id, kind, created_at, id)
  where operation = 'lead_sourcing' and run_id is null;
-- From a hold to what was delivered on it; without one, what was charged at once, in order.
create index credit_entry_sourcing on credit_entry (workspace_id, kind, hold_id, seq) include (quantity)
  where operation = 'lead_sourcing' and type = 'charge';
