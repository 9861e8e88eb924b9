-- How a purchase came to be, and what a promotion took off its price.
alter table purchase
  add column origin text not null default 'checkout' check (origin in ('checkout', 'top_up')),
  add column discount_cents integer check (discount_cents >= 0),
  -- The buyer was told that the card is kept for automatic top-ups.
  add column save_card boolean not null default false;

-- The card that automatic top-ups are paid with: Stripe's name of it, and what a person knows it by.
create table saved_card (
  workspace_id       uuid not null,
  payment_method_id  text not null,
  brand              text not null,
  last4              text not null,
  exp_month          integer not null,
  exp_year           integer not null,
  saved_by           uuid not null,
  saved_at           timestamptz(6) not null,
  constraint saved_card_pkey primary key (workspace_id)
);
create index saved_card_payment_method_id_idx on saved_card (payment_method_id);

-- When credits are bought by themselves. Without a row: never.
create table top_up_setting (
  workspace_id         uuid not null,
  kind                 credit_kind not null,
  enabled              boolean not null,
  threshold            bigint not null check (threshold > 0),
  package_id           text not null,
  monthly_limit_cents  integer not null check (monthly_limit_cents > 0),
  set_by               uuid not null,
  set_at               timestamptz(6) not null,
  -- Why it switched itself off; null while it is on, and when a person switched it off.
  stopped              text,
  constraint top_up_setting_pkey primary key (workspace_id, kind)
);

-- What became of one crossing of the threshold, once by its name. The id is also the purchase's.
create table top_up (
  workspace_id  uuid not null,
  id            uuid not null,
  kind          credit_kind not null,
  -- "ai:1042": the entry that crossed.
  crossing      text not null,
  state         text not null check (state in
    ('waiting', 'charging', 'charged', 'paid', 'failed', 'off', 'not_needed')),
  -- With tax; what counts towards the monthly limit.
  amount_cents  integer check (amount_cents > 0),
  -- "2026-11", by the workspace's calendar: the month in which the card was asked last.
  month         text,
  tries         integer not null default 0 check (tries >= 0),
  next_try_at   timestamptz(6),
  failure       text,
  created_at    timestamptz(6) not null,
  updated_at    timestamptz(6) not null,
  constraint top_up_pkey primary key (workspace_id, id)
);
create unique index top_up_workspace_id_crossing_key on top_up (workspace_id, crossing);
create index top_up_workspace_id_kind_created_at_idx on top_up (workspace_id, kind, created_at);

grant select, insert, update, delete on saved_card, top_up_setting, top_up to wellspent_app;
do $$
declare tenant text;
begin
  foreach tenant in array array['saved_card', 'top_up_setting', 'top_up'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format(
      'create policy one_workspace on %I to wellspent_app
         using (workspace_id = (select nullif(current_setting(''app.workspace_id'', true), '''')::uuid))',
      tenant);
  end loop;
end $$;

-- What the worker may look for: crossings nobody took, tries that are due, and whose card an event is about.
grant select (workspace_id, id, crossing, state, next_try_at, updated_at) on top_up to wellspent_worker;
create policy find_due on top_up for select to wellspent_worker using (true);
grant select (workspace_id, payment_method_id) on saved_card to wellspent_worker;
create policy find_due on saved_card for select to wellspent_worker using (true);

alter table notice drop constraint notice_topic_check;
alter table notice add constraint notice_topic_check
  check (topic in ('threshold', 'cap', 'expiry', 'dispute', 'purchase', 'top_up', 'request'));
