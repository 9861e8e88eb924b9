-- Who may do what. The product connects as one of two roles (lib/platform/db.ts):
-- wellspent_app    sees and changes one workspace a transaction, and the ledger only through its function;
-- wellspent_worker looks across workspaces for work that is due, and changes nothing.

do $$ begin create role wellspent_app nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role wellspent_worker nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  -- Whoever migrates may also serve: the one-URL setup.
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant wellspent_app, wellspent_worker to %I', current_user);
  end if;
end $$;

grant usage on schema public to wellspent_app, wellspent_worker;

-- Global tables: no workspace to confine them to.
grant select, insert, update, delete on
  app_user, oauth_account, user_session, verification_token, workspace_slug, user_workspace,
  invitation_token, mail_message, stripe_event
  to wellspent_app;
grant select on credit_package, rate_card to wellspent_app;

-- Tenant tables the product writes.
grant select, insert, update, delete on
  workspace, member, invitation, operation_run, purchase, billing_customer,
  lead_list, lead, lead_list_entry, lead_import, lead_import_row
  to wellspent_app;

-- The ledger: read only. Its one writing function is granted where it is made.
grant select on
  credit_account, credit_lot, credit_entry, credit_hold, credit_key, credit_outbox,
  usage_day_operation, usage_day_member, usage_day_campaign, usage_day
  to wellspent_app;

-- Row-level security behind every query: a transaction sees the workspace it named, or nothing.
do $$
declare tenant text;
begin
  foreach tenant in array array[
    'member', 'invitation', 'operation_run', 'purchase', 'billing_customer',
    'lead_list', 'lead', 'lead_list_entry', 'lead_import', 'lead_import_row',
    'credit_account', 'credit_lot', 'credit_entry', 'credit_hold', 'credit_key', 'credit_outbox',
    'usage_day_operation', 'usage_day_member', 'usage_day_campaign', 'usage_day'
  ] loop
    execute format('alter table %I enable row level security', tenant);
    execute format(
      'create policy one_workspace on %I to wellspent_app
         using (workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))',
      tenant);
  end loop;
end $$;

alter table workspace enable row level security;
create policy one_workspace on workspace to wellspent_app
  using (id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));

-- What the worker may look for: what is due, never what was said.
grant select (workspace_id, kind, id, remaining, held, expires_at) on credit_lot to wellspent_worker;
grant select (workspace_id, kind, id, state, lapses_at) on credit_hold to wellspent_worker;
grant select (workspace_id, id, state, operation, parked_until) on operation_run to wellspent_worker;
grant select (workspace_id, id, state, created_at) on lead_import to wellspent_worker;
grant select (workspace_id, kind, seq, topic, created_at) on credit_outbox to wellspent_worker;
create policy find_due on credit_lot for select to wellspent_worker using (true);
create policy find_due on credit_hold for select to wellspent_worker using (true);
create policy find_due on operation_run for select to wellspent_worker using (true);
create policy find_due on lead_import for select to wellspent_worker using (true);
create policy find_due on credit_outbox for select to wellspent_worker using (true);
