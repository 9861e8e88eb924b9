-- The ledger's door: what stands behind every number, how the tables are found, and the functions that are
-- the only way in. See lib/credits/README.md.

-- What an entry opened or ended, and the debt after it: with these the entries alone tell the whole state.
alter table credit_entry
  add column debt_after bigint not null default 0,
  add column facts jsonb;

-- ---------------------------------------------------------------------------------------------- the last word

-- PostgreSQL reads the text of every CHECK anew for every statement: `least` says the same in half the words, and that
-- is a tenth of a commit. The columns are never null.

-- The days of the rollups are days of a time zone, and a workspace may change its own. The account remembers the zone
-- its rollups are told in; the first command after a change tells them anew from the entries, under the account's lock.
alter table credit_account
  add column usage_zone text not null default 'UTC',
  add constraint credit_account_not_negative check (least(
    seq, current, held, debt, lifetime_granted, lifetime_used, lifetime_expired, lifetime_refunded) >= 0),
  add constraint credit_account_held_within_current check (held <= current),
  add constraint credit_account_adds_up check (
    lifetime_granted = current + lifetime_used + lifetime_expired + lifetime_refunded);

alter table credit_lot
  add column spendable boolean generated always as (remaining > 0) stored,
  add constraint credit_lot_not_negative check (
    granted > 0 and least(remaining, held, used, expired, refunded) >= 0),
  add constraint credit_lot_adds_up check (granted = remaining + held + used + expired + refunded),
  add constraint credit_lot_source check (source in ('purchase', 'grant', 'refund', 'adjustment'));

alter table credit_hold
  add constraint credit_hold_not_negative check (least(amount, captured, released) >= 0),
  add constraint credit_hold_within_amount check (captured + released <= amount),
  add constraint credit_hold_state check (state in ('open', 'settled', 'lapsed')),
  add constraint credit_hold_ended_is_empty check (state = 'open' or captured + released = amount);

alter table credit_entry
  add constraint credit_entry_not_negative check (seq > 0 and least(current_after, held_after, debt_after) >= 0),
  add constraint credit_entry_held_within_current check (held_after <= current_after),
  add constraint credit_entry_sign check (
    (amount >= 0 or type in ('charge', 'expiry', 'adjustment'))
    and (amount <= 0 or type in ('purchase', 'grant', 'refund', 'adjustment'))
    and (amount <> 0 or type in ('charge', 'refund', 'adjustment', 'hold', 'release', 'limit'))),
  add constraint credit_entry_within_quote check (quoted_max is null or type <> 'charge' or -amount <= quoted_max),
  add constraint credit_entry_corrects_earlier check (corrects < seq);

alter table usage_day_operation add constraint usage_day_operation_not_negative check (used >= 0 and charges >= 0);
alter table usage_day_member add constraint usage_day_member_not_negative check (used >= 0 and charges >= 0);
alter table usage_day_campaign add constraint usage_day_campaign_not_negative check (used >= 0 and charges >= 0);
alter table usage_day add constraint usage_day_not_negative check (used >= 0 and charges >= 0);

-- Rows that change with every commit stay on their page.
alter table credit_account set (fillfactor = 30);
alter table credit_lot set (fillfactor = 60);
alter table credit_hold set (fillfactor = 60);
alter table usage_day_operation set (fillfactor = 60);
alter table usage_day_member set (fillfactor = 60);
alter table usage_day_campaign set (fillfactor = 60);
alter table usage_day set (fillfactor = 60);

-- ---------------------------------------------------------------------------------------------- finding things

-- On a column that changes once in a lot's life: an index that looked at `remaining` itself would keep every charge
-- from updating the lot on its page.
create index credit_lot_queue on credit_lot (workspace_id, kind, expires_at, created_at, id) where spendable;
create index credit_lot_source_id on credit_lot (workspace_id, kind, source_id) where source_id is not null;
create index credit_lot_lost on credit_lot (workspace_id, kind) where lost and spendable;
create index credit_hold_frozen on credit_hold (workspace_id, kind) where state = 'open' and freezes is not null;
create index credit_lot_due on credit_lot (expires_at) where spendable;
grant select (spendable) on credit_lot to wellspent_worker;
create index credit_hold_queue on credit_hold (workspace_id, kind, lapses_at, id) where state = 'open';
create index credit_hold_due on credit_hold (lapses_at) where state = 'open';
-- The history's own indexes, and the one from a charge to its refunds, are in the migration before this one.
create index credit_outbox_age on credit_outbox (created_at);

-- ---------------------------------------------------------------------------------------------- loading

create function ledger_micros(p_at timestamptz) returns bigint
language sql immutable parallel safe as $$ select (extract(epoch from p_at) * 1000000)::bigint $$;

-- What a decision needs of one account, in one statement and so of one instant: the account, the front of its lot
-- queue and of its open holds, and whatever the waiting commands name. See lib/credits/mutations/door/load.ts.
create function ledger_state(
  p_workspace uuid, p_kind credit_kind, p_keys text[], p_holds uuid[], p_charges bigint[], p_sources text[],
  p_lot_limit int, p_hold_limit int, p_caps jsonb, p_now timestamptz)
returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  return (
    with holds as materialized (
      (select h.* from credit_hold h
        where h.workspace_id = p_workspace and h.kind = p_kind and h.state = 'open'
        order by h.lapses_at, h.id limit p_hold_limit)
      union
      select h.* from credit_hold h
        where h.workspace_id = p_workspace and h.kind = p_kind
        and (h.id = any (p_holds) or (h.state = 'open' and h.freezes is not null))
    ), charges as materialized (
      select e.*, (
          select coalesce(sum(r.amount), 0) from credit_entry r
          where r.workspace_id = p_workspace and r.kind = p_kind and r.corrects = e.seq and r.type = 'refund'
        ) as given_back
      from credit_entry e
      where e.workspace_id = p_workspace and e.kind = p_kind and e.seq = any (p_charges) and e.type = 'charge'
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
      select l.*, false from credit_lot l
      where l.workspace_id = p_workspace and l.kind = p_kind
        and (l.id in (select id from named) or l.source_id = any (p_sources) or (l.lost and l.spendable))
        and l.id not in (select id from queue)
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
          'lost', l.lost, 'queued', l.queued)
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

-- What this month used, and what open holds set aside, of every cap there is and of those named in `p_named`
-- ([[scope, target], ...]). The month of `p_now`, or of the last entry when that is later.
create function ledger_cap_uses(p_workspace uuid, p_kind credit_kind, p_named jsonb, p_now timestamptz)
returns jsonb
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_month date;
begin
  if jsonb_array_length(p_named) = 0 and not exists (
    select 1 from credit_cap c where c.workspace_id = p_workspace and c.kind = p_kind)
  then
    return '[]';
  end if;
  v_month := date_trunc('month', coalesce(
    (select greatest(p_now, a.last_at) at time zone a.usage_zone
      from credit_account a where a.workspace_id = p_workspace and a.kind = p_kind),
    (select p_now at time zone w.time_zone from workspace w where w.id = p_workspace),
    p_now at time zone 'UTC'));
  return (
    with named as (
      select c.scope, c.target from credit_cap c where c.workspace_id = p_workspace and c.kind = p_kind
      union
      select n.pair ->> 0, n.pair ->> 1 from jsonb_array_elements(p_named) n (pair)
    )
    select coalesce(jsonb_agg(jsonb_build_object(
      'scope', n.scope, 'target', n.target, 'month', to_char(v_month, 'YYYY-MM'),
      'used', coalesce(case n.scope
        when 'member' then (
          select sum(u.used) from usage_day_member u
          where u.workspace_id = p_workspace and u.kind = p_kind and u.actor = n.target and u.day >= v_month)
        when 'campaign' then (
          select sum(u.used) from usage_day_campaign u
          where u.workspace_id = p_workspace and u.kind = p_kind and u.campaign = n.target and u.day >= v_month)
        else (
          select sum(u.used) from usage_day_operation u
          where u.workspace_id = p_workspace and u.kind = p_kind and u.operation = n.target and u.day >= v_month)
        end, 0),
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

-- The same, after waiting for the account's row: whoever holds it commits next. For a transaction of its own.
create function ledger_state_locked(
  p_workspace uuid, p_kind credit_kind, p_keys text[], p_holds uuid[], p_charges bigint[], p_sources text[],
  p_lot_limit int, p_hold_limit int, p_caps jsonb, p_now timestamptz)
returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into credit_account (workspace_id, kind, usage_zone)
  values (p_workspace, p_kind, coalesce((select w.time_zone from workspace w where w.id = p_workspace), 'UTC'))
  on conflict do nothing;
  perform 1 from credit_account a where a.workspace_id = p_workspace and a.kind = p_kind for update;
  return ledger_state(
    p_workspace, p_kind, p_keys, p_holds, p_charges, p_sources, p_lot_limit, p_hold_limit, p_caps, p_now);
end $$;

-- ---------------------------------------------------------------------------------------------- committing

-- Writes what was decided, if the account is still at `p_expected`; otherwise writes nothing and returns false.
-- Raises WS409 when a key was used meanwhile: that, too, writes nothing. See lib/credits/mutations/door/commit.ts.
create function ledger_commit(p_workspace uuid, p_kind credit_kind, p_expected bigint, p_outcome jsonb)
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

  insert into credit_key (workspace_id, kind, key, digest, answer, at)
  select p_workspace, p_kind, k.key, decode(k.digest, 'hex'), k.answer, k.at
  from jsonb_to_recordset(p_outcome -> 'keys') k (key text, digest text, answer jsonb, at timestamptz)
  on conflict (workspace_id, kind, key) do nothing;
  get diagnostics v_rows = row_count;
  if v_rows < jsonb_array_length(p_outcome -> 'keys') then
    raise exception 'a key was used meanwhile' using errcode = 'WS409';
  end if;

  insert into credit_entry (
    workspace_id, kind, seq, type, amount, current_after, held_after, debt_after, operation, subject, reason,
    actor_type, actor_id, campaign_id, run_id, hold_id, quantity, inputs, rate_card_version, quoted_max, lots,
    corrects, facts, key, digest, at)
  select
    p_workspace, p_kind, e.seq, e.type, e.amount, e."currentAfter", e."heldAfter", e."debtAfter", e.operation,
    e.subject, e.reason, e."actorType", e."actorId", e."campaignId", e."runId", e."holdId", e.quantity, e.inputs,
    e."rateCardVersion", e."quotedMax", e.lots, e.corrects, e.facts, e.key, decode(e.digest, 'hex'), e.at
  from jsonb_to_recordset(p_outcome -> 'entries') e (
    seq bigint, type entry_type, amount bigint, "currentAfter" bigint, "heldAfter" bigint, "debtAfter" bigint,
    operation text, subject text, reason text, "actorType" actor_type, "actorId" uuid, "campaignId" uuid,
    "runId" uuid, "holdId" uuid, quantity bigint, inputs jsonb, "rateCardVersion" text, "quotedMax" bigint,
    lots jsonb, corrects bigint, facts jsonb, key text, digest text, at timestamptz);
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

create function ledger_commit_lots(p_workspace uuid, p_kind credit_kind, p_lots jsonb)
returns boolean
language plpgsql volatile
as $$
declare
  v_lot jsonb;
begin
  -- One by one: most commits change one lot, and a join costs more than a few look-ups.
  for i in 0 .. jsonb_array_length(p_lots -> 'changed') - 1 loop
    v_lot := p_lots -> 'changed' -> i;
    update credit_lot l set
      remaining = (v_lot ->> 'remaining')::bigint, held = (v_lot ->> 'held')::bigint,
      used = (v_lot ->> 'used')::bigint, expired = (v_lot ->> 'expired')::bigint,
      refunded = (v_lot ->> 'refunded')::bigint, frozen_by = (v_lot ->> 'frozenBy')::uuid,
      lost = (v_lot ->> 'lost')::boolean
    where l.workspace_id = p_workspace and l.kind = p_kind and l.id = (v_lot ->> 'id')::uuid;
  end loop;
  if jsonb_array_length(p_lots -> 'opened') > 0 then
    insert into credit_lot (
      workspace_id, kind, id, label, source, source_id, granted, remaining, held, used, expired, refunded,
      created_at, expires_at, frozen_by, lost)
    select p_workspace, p_kind, n.id, n.label, n.source, n."sourceId", n.granted, n.remaining, n.held, n.used,
      n.expired, n.refunded, n."createdAt", n."expiresAt", n."frozenBy", n.lost
    from jsonb_to_recordset(p_lots -> 'opened') n (
      id uuid, label text, source text, "sourceId" text, granted bigint, remaining bigint, held bigint, used bigint,
      expired bigint, refunded bigint, "createdAt" timestamptz, "expiresAt" timestamptz, "frozenBy" uuid, lost boolean);
  end if;
  return true;
end $$;

create function ledger_commit_holds(p_workspace uuid, p_kind credit_kind, p_holds jsonb)
returns boolean
language plpgsql volatile
as $$
begin
  if jsonb_array_length(p_holds -> 'changed') > 0 then
    update credit_hold h set
      amount = n.amount, captured = n.captured, released = n.released, lots = n.lots, state = n.state
    from jsonb_to_recordset(p_holds -> 'changed') n (
      id uuid, amount bigint, captured bigint, released bigint, lots jsonb, state text)
    where h.workspace_id = p_workspace and h.kind = p_kind and h.id = n.id;
  end if;
  if jsonb_array_length(p_holds -> 'opened') > 0 then
    insert into credit_hold (
      workspace_id, kind, id, amount, captured, released, lots, state, operation, subject, run_id,
      actor_type, actor_id, campaign_id, freezes, created_at, lapses_at)
    select p_workspace, p_kind, n.id, n.amount, n.captured, n.released, n.lots, n.state, n.operation, n.subject,
      n."runId", n."actorType", n."actorId", n."campaignId", n.freezes, n."createdAt", n."lapsesAt"
    from jsonb_to_recordset(p_holds -> 'opened') n (
      id uuid, amount bigint, captured bigint, released bigint, lots jsonb, state text, operation text, subject text,
      "runId" uuid, "actorType" actor_type, "actorId" uuid, "campaignId" uuid, freezes text, "createdAt" timestamptz,
      "lapsesAt" timestamptz);
  end if;
  return true;
end $$;

-- Caps and thresholds as they are now, and those that are no more. Rare: most commits change none.
create function ledger_commit_limits(p_workspace uuid, p_kind credit_kind, p_limits jsonb)
returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from credit_cap c
  using jsonb_to_recordset(p_limits -> 'capsLifted') n (scope text, target text)
  where c.workspace_id = p_workspace and c.kind = p_kind and c.scope = n.scope and c.target = n.target;

  insert into credit_cap as c (workspace_id, kind, scope, target, amount, mode)
  select p_workspace, p_kind, n.scope, n.target, n.amount, n.mode
  from jsonb_to_recordset(p_limits -> 'caps') n (scope text, target text, amount bigint, mode text)
  on conflict (workspace_id, kind, scope, target) do update set amount = excluded.amount, mode = excluded.mode;

  delete from credit_threshold t
  using jsonb_array_elements_text(p_limits -> 'thresholdsDropped') n (id)
  where t.workspace_id = p_workspace and t.kind = p_kind and t.id = n.id;

  insert into credit_threshold as t (workspace_id, kind, id, below, armed)
  select p_workspace, p_kind, n.id, n.below, n.armed
  from jsonb_to_recordset(p_limits -> 'thresholds') n (id text, below bigint, armed boolean)
  on conflict (workspace_id, kind, id) do update set below = excluded.below, armed = excluded.armed;
end $$;

-- Adds to the rollups. A CHECK sees the row to be inserted, not the sum, so what was given back goes by update.
create function ledger_commit_usage(p_workspace uuid, p_kind credit_kind, p_usage jsonb)
returns boolean
language plpgsql volatile
as $$
declare
  v_added jsonb := p_usage -> 'added';
  v_back jsonb := p_usage -> 'givenBack';
  v_day date;
  v_used bigint;
  v_charges bigint;
begin
  if jsonb_array_length(v_added) <= 4 then
    -- What one charge adds: plain rows cost half of what sets do.
    for i in 0 .. jsonb_array_length(v_added) - 1 loop
      v_day := v_added -> i ->> 'day';
      v_used := v_added -> i ->> 'used';
      v_charges := v_added -> i ->> 'charges';
      insert into usage_day as u (workspace_id, kind, day, operation, actor, campaign, used, charges)
      values (p_workspace, p_kind, v_day, v_added -> i ->> 'operation', v_added -> i ->> 'actor',
        v_added -> i ->> 'campaign', v_used, v_charges)
      on conflict (workspace_id, kind, day, operation, actor, campaign)
      do update set used = u.used + excluded.used, charges = u.charges + excluded.charges;
      insert into usage_day_operation as u (workspace_id, kind, day, operation, used, charges)
      values (p_workspace, p_kind, v_day, v_added -> i ->> 'operation', v_used, v_charges)
      on conflict (workspace_id, kind, day, operation)
      do update set used = u.used + excluded.used, charges = u.charges + excluded.charges;
      insert into usage_day_member as u (workspace_id, kind, day, actor, used, charges)
      values (p_workspace, p_kind, v_day, v_added -> i ->> 'actor', v_used, v_charges)
      on conflict (workspace_id, kind, day, actor)
      do update set used = u.used + excluded.used, charges = u.charges + excluded.charges;
      insert into usage_day_campaign as u (workspace_id, kind, day, campaign, used, charges)
      values (p_workspace, p_kind, v_day, v_added -> i ->> 'campaign', v_used, v_charges)
      on conflict (workspace_id, kind, day, campaign)
      do update set used = u.used + excluded.used, charges = u.charges + excluded.charges;
    end loop;
  else
    -- One statement, so that what was added is read once and the four rollups are prepared together.
    with added as materialized (
      select n.day, n.operation, n.actor, n.campaign, n.used, n.charges
      from jsonb_to_recordset(v_added) n (
        day date, operation text, actor text, campaign text, used bigint, charges bigint)
    ), by_operation as (
      insert into usage_day_operation as u (workspace_id, kind, day, operation, used, charges)
      select p_workspace, p_kind, n.day, n.operation, sum(n.used), sum(n.charges)
      from added n group by n.day, n.operation
      on conflict (workspace_id, kind, day, operation)
      do update set used = u.used + excluded.used, charges = u.charges + excluded.charges
    ), by_member as (
      insert into usage_day_member as u (workspace_id, kind, day, actor, used, charges)
      select p_workspace, p_kind, n.day, n.actor, sum(n.used), sum(n.charges)
      from added n group by n.day, n.actor
      on conflict (workspace_id, kind, day, actor)
      do update set used = u.used + excluded.used, charges = u.charges + excluded.charges
    ), by_campaign as (
      insert into usage_day_campaign as u (workspace_id, kind, day, campaign, used, charges)
      select p_workspace, p_kind, n.day, n.campaign, sum(n.used), sum(n.charges)
      from added n group by n.day, n.campaign
      on conflict (workspace_id, kind, day, campaign)
      do update set used = u.used + excluded.used, charges = u.charges + excluded.charges
    )
    insert into usage_day as u (workspace_id, kind, day, operation, actor, campaign, used, charges)
    select p_workspace, p_kind, n.day, n.operation, n.actor, n.campaign, sum(n.used), sum(n.charges)
    from added n group by n.day, n.operation, n.actor, n.campaign
    on conflict (workspace_id, kind, day, operation, actor, campaign)
    do update set used = u.used + excluded.used, charges = u.charges + excluded.charges;
  end if;

  if jsonb_array_length(v_back) > 0 then
    update usage_day u set used = u.used - n.used
    from (
      select b.day, b.operation, b.actor, b.campaign, sum(b.used) as used
      from jsonb_to_recordset(v_back) b (day date, operation text, actor text, campaign text, used bigint)
      group by 1, 2, 3, 4) n
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = n.day and u.operation = n.operation
      and u.actor = n.actor and u.campaign = n.campaign;

    update usage_day_operation u set used = u.used - n.used
    from (
      select b.day, b.operation, sum(b.used) as used
      from jsonb_to_recordset(v_back) b (day date, operation text, used bigint) group by 1, 2) n
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = n.day and u.operation = n.operation;

    update usage_day_member u set used = u.used - n.used
    from (
      select b.day, b.actor, sum(b.used) as used
      from jsonb_to_recordset(v_back) b (day date, actor text, used bigint) group by 1, 2) n
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = n.day and u.actor = n.actor;

    update usage_day_campaign u set used = u.used - n.used
    from (
      select b.day, b.campaign, sum(b.used) as used
      from jsonb_to_recordset(v_back) b (day date, campaign text, used bigint) group by 1, 2) n
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = n.day and u.campaign = n.campaign;
  end if;
  return true;
end $$;

-- ---------------------------------------------------------------------------------------------- a change of zone

-- What the rollups are made of, by quarters of an hour: in every time zone a day begins with one.
create function ledger_usage_quarters(p_workspace uuid, p_kind credit_kind)
returns table (quarter bigint, operation text, actor text, campaign text, used bigint, charges bigint)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query
  select floor(extract(epoch from c.at) / 900)::bigint, coalesce(c.operation, ''),
    case c.actor_type when 'member' then c.actor_id::text when 'api_key' then 'api_key:' || c.actor_id else 'system' end,
    coalesce(c.campaign_id::text, ''), sum(-c.amount - coalesce(b.amount, 0))::bigint, count(*)
  from credit_entry c
  left join (
    select r.corrects, sum(r.amount) as amount from credit_entry r
    where r.workspace_id = p_workspace and r.kind = p_kind and r.type = 'refund' and r.corrects is not null
    group by r.corrects) b on b.corrects = c.seq
  where c.workspace_id = p_workspace and c.kind = p_kind and c.type = 'charge'
  group by 1, 2, 3, 4;
end $$;

-- Replaces the rollups of an account that is still at `p_expected`.
create function ledger_retell(p_workspace uuid, p_kind credit_kind, p_expected bigint, p_zone text, p_usage jsonb)
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
  return ledger_commit_usage(p_workspace, p_kind, jsonb_build_object('added', p_usage, 'givenBack', '[]'::jsonb));
end $$;

-- ---------------------------------------------------------------------------------------------- rights

revoke all on function
  ledger_micros, ledger_state, ledger_state_locked, ledger_commit, ledger_commit_lots, ledger_commit_holds,
  ledger_commit_usage, ledger_commit_limits, ledger_cap_uses, ledger_usage_quarters, ledger_retell
  from public;
grant execute on function
  ledger_state, ledger_state_locked, ledger_commit, ledger_usage_quarters, ledger_retell
  to wellspent_app;
