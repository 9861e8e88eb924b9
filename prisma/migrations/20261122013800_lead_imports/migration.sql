-- What an import needs beside its counts: how far its file is read, what was chosen for it, and how far it is charged.
alter table lead_import
  -- The run that was made for it last. A run that waited in vain is followed by a new one.
  add column run_id uuid,
  add column bytes_read bigint not null default 0,
  add column username_column text,
  add column detail text,
  -- The list the leads go to: one that exists (list_id), or a new one by this name.
  add column list_name text,
  -- Import only so many; null imports all.
  add column start_limit bigint,
  -- Leads that were in the workspace and only joined the list.
  add column joined bigint not null default 0,
  -- The step that ends at `cursor` inserted this many leads; they are charged once charged_cursor is there too.
  add column uncharged bigint not null default 0,
  add column charged_cursor bigint not null default 0,
  add column touched_at timestamptz(6) not null default now(),
  add column ended_at timestamptz(6);

alter table lead_import alter column touched_at drop default;
create index lead_import_run on lead_import (workspace_id, run_id);

grant select (touched_at, run_id) on lead_import to wellspent_worker;

-- Signs the rows a workspace exports, so that they import free again, here and nowhere else.
create table lead_export_key (
  workspace_id uuid not null primary key,
  secret bytea not null,
  created_at timestamptz(6) not null
);
grant select, insert on lead_export_key to wellspent_app;
alter table lead_export_key enable row level security;
create policy one_workspace on lead_export_key to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
