-- Which month an instant is in, only core says, as with days (20261127200000). Here the database said it, and where it knows
-- of a time zone other rules than the server does, or none at all, a limit bound nothing for the hours between the two, or
-- nothing could be spent any more. Zones change their rules; the two learn of it at different times.

-- What was used lately, month by month, and what open holds set aside, of every cap there is and of those named in `p_named`
-- ([[scope, target], ...]). From the month on in which it can still be, in any zone, at `p_now`, or at the last entry when
-- that is later: no zone is a day behind UTC.
create or replace function ledger_cap_uses(p_workspace uuid, p_kind credit_kind, p_named jsonb, p_now timestamptz)
returns jsonb
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_since date;
begin
  if jsonb_array_length(p_named) = 0 and not exists (
    select 1 from credit_cap c where c.workspace_id = p_workspace and c.kind = p_kind)
  then
    return '[]';
  end if;
  v_since := date_trunc('month', greatest(p_now,
    (select a.last_at from credit_account a where a.workspace_id = p_workspace and a.kind = p_kind))
    at time zone 'UTC' - interval '1 day');
  return (
    with named as (
      select c.scope, c.target from credit_cap c where c.workspace_id = p_workspace and c.kind = p_kind
      union
      select n.pair ->> 0, n.pair ->> 1 from jsonb_array_elements(p_named) n (pair)
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'scope', n.scope, 'target', n.target,
      'months', coalesce(case n.scope
        when 'member' then (
          select jsonb_object_agg(m.month, m.used) from (
            select to_char(u.day, 'YYYY-MM') as month, sum(u.used) as used from usage_day_member u
            where u.workspace_id = p_workspace and u.kind = p_kind and u.actor = n.target and u.day >= v_since
            group by 1) m)
        when 'campaign' then (
          select jsonb_object_agg(m.month, m.used) from (
            select to_char(u.day, 'YYYY-MM') as month, sum(u.used) as used from usage_day_campaign u
            where u.workspace_id = p_workspace and u.kind = p_kind and u.campaign = n.target and u.day >= v_since
            group by 1) m)
        else (
          select jsonb_object_agg(m.month, m.used) from (
            select to_char(u.day, 'YYYY-MM') as month, sum(u.used) as used from usage_day_operation u
            where u.workspace_id = p_workspace and u.kind = p_kind and u.operation = n.target and u.day >= v_since
            group by 1) m)
        end, '{}'),
      'held', (
        select coalesce(sum(h.amount - h.captured - h.released), 0) from credit_hold h
        where h.workspace_id = p_workspace and h.kind = p_kind and h.state = 'open' and h.freezes is null
          and n.target = case n.scope
            when 'member' then case h.actor_type
              when 'member' then h.actor_id::text when 'api_key' then 'api_key:' || h.actor_id else 'system' end
            when 'campaign' then h.campaign_id::text
            else h.operation end))), '[]')
    from named n);
end $$;
