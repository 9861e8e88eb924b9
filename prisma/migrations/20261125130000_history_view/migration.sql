-- The entries of the workspace that the transaction named: what every read of the history goes through.
--
-- A policy of row-level security must be applied before any condition that could give a row away, and comparing an
-- enum is not known to PostgreSQL as one that cannot. So under the policy `kind = 'ai'` reaches no index: a page of the
-- newest fifty entries read and sorted every entry of its workspace. The view draws the same line as the policy and is
-- no barrier to the planner; the product's role can name another workspace as little, or as much, as before.
create view credit_history with (security_barrier = false, security_invoker = false) as
  select * from credit_entry
  where workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid);

grant select on credit_history to wellspent_app;
