-- The catalogue. Data, not code: prices and packages change here without a release, and a purchase keeps what it was sold as.
insert into credit_package (id, kind, name, credits, price_cents, position) values
  ('starter',   'ai',   'Starter',      10000,    1000, 1),
  ('basic',     'ai',   'Basic',        25000,    2500, 2),
  ('popular',   'ai',   'Popular',      55000,    5000, 3),
  ('pro',       'ai',   'Pro',         110000,   10000, 4),
  ('max',       'ai',   'Max',         235000,   20000, 5),
  ('lead-1k',   'lead', 'Lead 1k',     100000,    1000, 1),
  ('lead-5k',   'lead', 'Lead 5k',     500000,    4500, 2),
  ('lead-25k',  'lead', 'Lead 25k',   2500000,   20000, 3),
  ('lead-100k', 'lead', 'Lead 100k', 10000000,   70000, 4);

alter table purchase
  add column entry_seq bigint,
  add column balance_after bigint;
create unique index purchase_workspace_id_checkout_session_id_key on purchase (workspace_id, checkout_session_id);
alter table purchase
  add constraint purchase_credits_positive check (credits > 0),
  add constraint purchase_price_positive check (price_cents > 0),
  add constraint purchase_refunded_within check (refunded_cents >= 0);

-- What Stripe gave back, and the credits that went with it. Ids are Stripe's.
create table purchase_refund (
  workspace_id  uuid not null,
  id            text not null,
  purchase_id   uuid not null,
  amount_cents  integer not null check (amount_cents > 0),
  credits       bigint not null check (credits >= 0),
  state         text not null,
  refunded_by   uuid,
  created_at    timestamptz(6) not null,
  constraint purchase_refund_pkey primary key (workspace_id, id),
  constraint purchase_refund_workspace_id_purchase_id_fkey foreign key (workspace_id, purchase_id)
    references purchase (workspace_id, id) on delete restrict on update no action
);
create index purchase_refund_workspace_id_purchase_id_idx on purchase_refund (workspace_id, purchase_id);

-- A member who may not buy asked those who may.
create table credit_request (
  workspace_id  uuid not null,
  id            uuid not null,
  user_id       uuid not null,
  kind          credit_kind not null,
  asked         text[] not null,
  message       text not null,
  created_at    timestamptz(6) not null,
  constraint credit_request_pkey primary key (workspace_id, id)
);
create index credit_request_workspace_id_user_id_created_at_idx on credit_request (workspace_id, user_id, created_at);

grant select, insert, update, delete on purchase_refund, credit_request to wellspent_app;
alter table purchase_refund enable row level security;
alter table credit_request enable row level security;
create policy one_workspace on purchase_refund to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
create policy one_workspace on credit_request to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
