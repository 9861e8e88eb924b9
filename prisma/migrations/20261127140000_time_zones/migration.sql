-- The time zones that a workspace had before, each until the instant from which it no longer held (docs/decisions/0029).
-- Only grows: what was noted decides where months that are over were cut.
create table workspace_time_zone (
  workspace_id  uuid not null,
  until         timestamptz(6) not null,
  time_zone     text not null,
  constraint workspace_time_zone_pkey primary key (workspace_id, until)
);

grant select, insert on workspace_time_zone to wellspent_app;
alter table workspace_time_zone enable row level security;
create policy one_workspace on workspace_time_zone to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
