-- What a buyer's bank took back or tried to, and the credits that went with it.
create table purchase_dispute (
  workspace_id  uuid not null,
  id            text not null,
  purchase_id   uuid not null,
  amount_cents  int not null,
  credits       bigint not null check (credits >= 0),
  state         text not null check (state in ('open', 'won', 'lost')),
  created_at    timestamptz(6) not null,
  constraint purchase_dispute_pkey primary key (workspace_id, id),
  constraint purchase_dispute_workspace_id_purchase_id_fkey foreign key (workspace_id, purchase_id)
    references purchase (workspace_id, id) on delete restrict on update no action
);
create index purchase_dispute_workspace_id_purchase_id_idx on purchase_dispute (workspace_id, purchase_id);

grant select, insert, update, delete on purchase_dispute to wellspent_app;
alter table purchase_dispute enable row level security;
create policy one_workspace on purchase_dispute to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
