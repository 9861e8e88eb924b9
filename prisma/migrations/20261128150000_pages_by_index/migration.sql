-- What a page shows of an account is found by an index, however many lots and purchases years have left behind.

-- The lots with something left, free or held, and of the used-up ones the newest few. The column only changes when a lot
-- is used up or gets something back, so a charge within a lot writes no index.
alter table credit_lot
  add column used_up boolean generated always as (remaining <= 0 and held <= 0) stored;
create index credit_lot_open on credit_lot (workspace_id, kind) where not used_up;
create index credit_lot_ended on credit_lot (workspace_id, kind, expires_at desc nulls first, created_at desc, id desc)
  where used_up;

-- With the amount and the balance, what came in over time is read from the index alone. Charges are not in it.
drop index credit_entry_by_type;
create index credit_entry_by_type on credit_entry (workspace_id, kind, type, seq)
  include (actor_type, actor_id, campaign_id, at, amount, current_after)
  where type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment');

-- The lots of the workspace that the transaction named, by their kind: under the policy of row-level security a kind
-- reaches no index (see `credit_history`).
create view credit_lots with (security_barrier = false, security_invoker = false) as
  select * from credit_lot
  where workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid);

grant select on credit_lots to wellspent_app;
