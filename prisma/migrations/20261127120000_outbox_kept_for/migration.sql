-- The outbox is emptied of what has been taken from it long ago (docs/decisions/0028). A row is taken when a notice, or a
-- top-up, bears its name; those are kept for good, so what is removed here can never be told or bought a second time.
-- Of each account the newest crossing stays: the balance names it (lib/credits/queries/balance.ts).
create function ledger_clear_outbox(p_workspace uuid, p_before timestamptz) returns bigint
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  with cleared as (
    delete from credit_outbox o
    where o.workspace_id = p_workspace and o.created_at < p_before
      and case o.topic
        when 'top_up' then exists (
          select from top_up t
          where t.workspace_id = p_workspace and t.crossing = o.kind || ':' || o.seq)
        else exists (
          select from notice n
          where n.workspace_id = p_workspace and n.key = o.kind || ':' || o.seq || ':' || o.topic)
      end
      and (o.topic <> 'threshold' or exists (
        select from credit_outbox later
        where later.workspace_id = p_workspace and later.kind = o.kind and later.topic = 'threshold'
          and later.seq > o.seq))
    returning 1)
  select count(*) from cleared
$$;

revoke all on function ledger_clear_outbox from public;
grant execute on function ledger_clear_outbox to wellspent_app;
