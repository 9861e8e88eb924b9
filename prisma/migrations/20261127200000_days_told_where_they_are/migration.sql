-- Days of use are told anew where the entries are. Before, every quarter of an hour of an account was read into the server
-- and sent back as one JSON, which an account of some million charges made too large for PostgreSQL: after a change of the
-- time zone nothing could be written in it any more.
drop function ledger_retell(uuid, credit_kind, bigint, text, jsonb);
drop function ledger_usage_quarters(uuid, credit_kind);

-- Replaces the rollups of an account that is still at `p_expected` by those of its entries. `p_days` begin at
-- `p_beginnings`, which rise, the first one no later than the first entry: which day an instant is in, only core says.
create function ledger_retell(
  p_workspace uuid, p_kind credit_kind, p_expected bigint, p_zone text, p_beginnings timestamptz[], p_days date[])
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update credit_account a set usage_zone = p_zone
  where a.workspace_id = p_workspace and a.kind = p_kind and a.seq = p_expected;
  if not found then return false; end if;
  delete from usage_day u where u.workspace_id = p_workspace and u.kind = p_kind;
  delete from usage_day_operation u where u.workspace_id = p_workspace and u.kind = p_kind;
  delete from usage_day_member u where u.workspace_id = p_workspace and u.kind = p_kind;
  delete from usage_day_campaign u where u.workspace_id = p_workspace and u.kind = p_kind;

  insert into usage_day (workspace_id, kind, day, operation, actor, campaign, used, charges)
  select p_workspace, p_kind, p_days[width_bucket(c.at, p_beginnings)], coalesce(c.operation, ''),
    case c.actor_type when 'member' then c.actor_id::text when 'api_key' then 'api_key:' || c.actor_id else 'system' end,
    coalesce(c.campaign_id::text, ''), sum(-c.amount - coalesce(b.amount, 0))::bigint, count(*)
  from credit_entry c
  left join (
    select r.corrects, sum(r.amount) as amount from credit_entry r
    where r.workspace_id = p_workspace and r.kind = p_kind and r.type = 'refund' and r.corrects is not null
    group by r.corrects) b on b.corrects = c.seq
  where c.workspace_id = p_workspace and c.kind = p_kind and c.type = 'charge'
  group by 3, 4, 5, 6;

  insert into usage_day_operation (workspace_id, kind, day, operation, used, charges)
  select p_workspace, p_kind, u.day, u.operation, sum(u.used), sum(u.charges)
  from usage_day u where u.workspace_id = p_workspace and u.kind = p_kind group by u.day, u.operation;
  insert into usage_day_member (workspace_id, kind, day, actor, used, charges)
  select p_workspace, p_kind, u.day, u.actor, sum(u.used), sum(u.charges)
  from usage_day u where u.workspace_id = p_workspace and u.kind = p_kind group by u.day, u.actor;
  insert into usage_day_campaign (workspace_id, kind, day, campaign, used, charges)
  select p_workspace, p_kind, u.day, u.campaign, sum(u.used), sum(u.charges)
  from usage_day u where u.workspace_id = p_workspace and u.kind = p_kind group by u.day, u.campaign;
  return true;
end $$;

revoke all on function ledger_retell from public;
grant execute on function ledger_retell to wellspent_app;
