-- Loading an account reads the charges that are named, whatever the planner believes of the entries. A plan made while
-- there were few found them by going through every entry of the workspace, also where none was named, and a session kept
-- it while the workspace grew. Each is now looked up by itself, and never by going through a table. The plan is made once
-- a session: made anew for every call, it took three times as long as what it plans.
create or replace function ledger_state(
  p_workspace uuid, p_kind credit_kind, p_keys text[], p_holds uuid[], p_charges bigint[], p_sources text[],
  p_lot_limit int, p_hold_limit int, p_caps jsonb, p_now timestamptz)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  return (
    with holds as materialized (
      (select h.* from credit_hold h
        where h.workspace_id = p_workspace and h.kind = p_kind and h.state = 'open'
        order by h.lapses_at, h.id limit p_hold_limit)
      union
      select h.* from credit_hold h
      where h.workspace_id = p_workspace and h.kind = p_kind and h.id = any (p_holds)
      union
      select h.* from credit_hold h
      where h.workspace_id = p_workspace and h.kind = p_kind and h.state = 'open' and h.freezes is not null
    ), charges as materialized (
      select e.*, (
          select coalesce(sum(r.amount), 0) from credit_entry r
          where r.workspace_id = p_workspace and r.kind = p_kind and r.corrects = e.seq and r.type = 'refund'
        ) as given_back
      from unnest(p_charges) named (seq), lateral (
        -- The first from a number on: only the primary key has them in that order.
        select * from credit_entry c
        where c.workspace_id = p_workspace and c.kind = p_kind and c.seq >= named.seq order by c.seq limit 1) e
      where e.seq = named.seq and e.type = 'charge'
    ), queue as materialized (
      select l.* from credit_lot l
      where l.workspace_id = p_workspace and l.kind = p_kind and l.spendable
      order by l.expires_at, l.created_at, l.id limit p_lot_limit
    ), named as (
      select (part ->> 0)::uuid as id from holds, jsonb_array_elements(holds.lots) part
      union
      select (part ->> 0)::uuid from charges, jsonb_array_elements(charges.lots) part
    ), lots as (
      select l.*, true as queued from queue l
      union all
      -- By their ids, which come from an index each: a choice between the four would read every lot there ever was.
      select l.*, false from credit_lot l
      where l.workspace_id = p_workspace and l.kind = p_kind and l.id = any (array(
        (select id from named
          union
          select s.id from credit_lot s
          where s.workspace_id = p_workspace and s.kind = p_kind and s.source_id = any (p_sources)
          union
          select s.id from credit_lot s
          where s.workspace_id = p_workspace and s.kind = p_kind and s.lost and s.spendable
          union
          select s.id from credit_lot s
          where s.workspace_id = p_workspace and s.kind = p_kind and s.awaited)
        except
        select id from queue))
    )
    select jsonb_build_object(
      'timeZone', coalesce(
        (select a.usage_zone from credit_account a where a.workspace_id = p_workspace and a.kind = p_kind),
        (select w.time_zone from workspace w where w.id = p_workspace), 'UTC'),
      'wantedZone', coalesce((select w.time_zone from workspace w where w.id = p_workspace), 'UTC'),
      'account', (
        select jsonb_build_object(
          'seq', a.seq, 'current', a.current, 'held', a.held, 'debt', a.debt, 'granted', a.lifetime_granted,
          'used', a.lifetime_used, 'expired', a.lifetime_expired, 'refunded', a.lifetime_refunded,
          'digest', encode(a.digest, 'hex'), 'lastAt', ledger_micros(a.last_at))
        from credit_account a where a.workspace_id = p_workspace and a.kind = p_kind),
      'lots', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', l.id, 'label', l.label, 'source', l.source, 'sourceId', l.source_id, 'granted', l.granted,
          'remaining', l.remaining, 'held', l.held, 'used', l.used, 'expired', l.expired, 'refunded', l.refunded,
          'createdAt', ledger_micros(l.created_at), 'expiresAt', ledger_micros(l.expires_at), 'frozenBy', l.frozen_by,
          'lost', l.lost, 'revoked', l.revoked, 'excused', l.excused, 'pledged', l.pledged, 'queued', l.queued)
          order by l.expires_at, l.created_at, l.id), '[]')
        from lots l),
      'holds', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', h.id, 'amount', h.amount, 'captured', h.captured, 'released', h.released, 'lots', h.lots,
          'state', h.state, 'operation', h.operation, 'subject', h.subject, 'runId', h.run_id,
          'actorType', h.actor_type, 'actorId', h.actor_id, 'campaignId', h.campaign_id, 'freezes', h.freezes,
          'createdAt', ledger_micros(h.created_at), 'lapsesAt', ledger_micros(h.lapses_at))
          order by h.lapses_at, h.id), '[]')
        from holds h),
      'openHolds', (select count(*) from holds h where h.state = 'open'),
      'charges', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'seq', c.seq, 'at', ledger_micros(c.at), 'amount', -c.amount, 'refunded', c.given_back, 'lots', c.lots,
          'operation', c.operation, 'subject', c.subject, 'actorType', c.actor_type, 'actorId', c.actor_id,
          'campaignId', c.campaign_id, 'runId', c.run_id)), '[]')
        from charges c),
      'keys', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'key', k.key, 'digest', encode(k.digest, 'hex'), 'answer', k.answer)), '[]')
        from credit_key k
        where k.workspace_id = p_workspace and k.kind = p_kind and k.key = any (p_keys)),
      'thresholds', (
        select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'below', t.below, 'armed', t.armed)), '[]')
        from credit_threshold t where t.workspace_id = p_workspace and t.kind = p_kind),
      'caps', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'scope', c.scope, 'target', c.target, 'amount', c.amount, 'mode', c.mode)), '[]')
        from credit_cap c where c.workspace_id = p_workspace and c.kind = p_kind),
      'uses', ledger_cap_uses(p_workspace, p_kind, p_caps, p_now)));
end $$;
