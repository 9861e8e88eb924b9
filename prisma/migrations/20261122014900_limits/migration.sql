-- Caps, thresholds and disputes: what the ledger is asked before it lets credits go, and what it tells afterwards.

-- For whom a hold was made (its captures count for them), and the source whose lots it freezes during a dispute.
alter table credit_hold
  add column actor_type actor_type not null default 'system',
  add column actor_id uuid,
  add column campaign_id uuid,
  add column freezes text;

-- The freeze that keeps what is left of a lot; and whether its purchase was disputed and lost.
alter table credit_lot
  add column frozen_by uuid,
  add column lost boolean not null default false;

-- The most that one member, campaign or operation may use in a calendar month of the workspace. What was used is
-- told by the rollups, what is held by the open holds: there is no third number that could differ.
create table credit_cap (
  workspace_id  uuid not null,
  kind          credit_kind not null,
  scope         text not null check (scope in ('member', 'campaign', 'operation')),
  target        text not null,
  amount        bigint not null check (amount >= 0),
  mode          text not null check (mode in ('notify', 'block')),
  constraint credit_cap_pkey primary key (workspace_id, kind, scope, target)
);

-- Warns once when less than `below` is available, and is armed again by a balance that is not.
create table credit_threshold (
  workspace_id  uuid not null,
  kind          credit_kind not null,
  id            text not null,
  below         bigint not null check (below >= 0),
  armed         boolean not null,
  constraint credit_threshold_pkey primary key (workspace_id, kind, id)
);

-- Written by the ledger's function alone, like all of the ledger.
grant select on credit_cap, credit_threshold to wellspent_app;
alter table credit_cap enable row level security;
alter table credit_threshold enable row level security;
create policy one_workspace on credit_cap to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
create policy one_workspace on credit_threshold to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
