-- What the people of a workspace are told: once a crossing, a cap's share, or a day before an expiry. The key says
-- which, so that whoever finds it twice writes it once.
create table notice (
  workspace_id  uuid not null,
  id            uuid not null,
  kind          credit_kind not null,
  key           text not null,
  topic         text not null check (topic in ('threshold', 'cap', 'expiry')),
  facts         jsonb not null,
  at            timestamptz(6) not null,
  constraint notice_pkey primary key (workspace_id, id)
);
create unique index notice_workspace_id_key_key on notice (workspace_id, key);
create index notice_workspace_id_at_idx on notice (workspace_id, at);

-- A notice on its way to one place. Kept when it has arrived: a retry finds that it has.
create table notice_delivery (
  workspace_id  uuid not null,
  notice_id     uuid not null,
  channel       text not null check (channel in ('email', 'webhook')),
  target        text not null,
  attempts      int not null default 0,
  failure       text,
  delivered_at  timestamptz(6),
  constraint notice_delivery_pkey primary key (workspace_id, notice_id, channel, target),
  constraint notice_delivery_workspace_id_notice_id_fkey foreign key (workspace_id, notice_id)
    references notice (workspace_id, id) on delete cascade on update no action
);

-- Where notices go besides the screen. Without a row: by mail, to everyone who may buy credits.
create table alert_setting (
  workspace_id    uuid not null,
  email           boolean not null default true,
  -- Members who get mails; empty: everyone who may buy credits.
  recipients      uuid[] not null default '{}',
  webhook_url     text,
  webhook_secret  text,
  constraint alert_setting_pkey primary key (workspace_id)
);

grant select, insert, update, delete on notice, notice_delivery, alert_setting to wellspent_app;
do $$
declare tenant text;
begin
  foreach tenant in array array['notice', 'notice_delivery', 'alert_setting'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format(
      'create policy one_workspace on %I to wellspent_app
         using (workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))',
      tenant);
  end loop;
end $$;

-- What the worker may look for: outbox rows that nobody was told of yet.
grant select (workspace_id, key) on notice to wellspent_worker;
create policy find_due on notice for select to wellspent_worker using (true);
