-- What somebody asked to be given back, by the attempt that the screen made: asked twice, it is refunded once.
create table refund_request (
  workspace_id  uuid not null,
  id            uuid not null,
  purchase_id   uuid not null,
  amount_cents  int not null check (amount_cents > 0),
  requested_by  uuid not null,
  state         text not null check (state in ('asked', 'accepted', 'refused')),
  created_at    timestamptz(6) not null,
  constraint refund_request_pkey primary key (workspace_id, id),
  constraint refund_request_workspace_id_purchase_id_fkey foreign key (workspace_id, purchase_id)
    references purchase (workspace_id, id) on delete restrict on update no action
);
create index refund_request_workspace_id_purchase_id_idx on refund_request (workspace_id, purchase_id);

grant select, insert, update, delete on refund_request to wellspent_app;
alter table refund_request enable row level security;
create policy one_workspace on refund_request to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));

-- The request that a refund answers; null for one made elsewhere, as in the provider's dashboard.
alter table purchase_refund add column request_id uuid;
