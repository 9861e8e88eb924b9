-- A commit's entries and keys come as json of their own, the entries as the very texts that their digests cover. Read
-- straight from the text, a row costs half of what it costs when all of an outcome becomes jsonb first and is taken apart
-- again.
drop function ledger_commit(uuid, credit_kind, bigint, jsonb);

-- Writes what was decided, if the account is still at `p_expected`; otherwise writes nothing and returns false.
-- Raises WS409 when a key was used meanwhile: that, too, writes nothing. See lib/credits/mutations/door/commit.ts.
create function ledger_commit(
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
    insert into credit_key (workspace_id, kind, key, digest, answer, at)
    select p_workspace, p_kind, k.key, decode(k.digest, 'hex'), k.answer, (k.answer ->> 'at')::timestamptz
    from json_to_recordset(p_keys) k (key text, digest text, answer jsonb);
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

revoke all on function ledger_commit from public;
grant execute on function ledger_commit to wellspent_app;
