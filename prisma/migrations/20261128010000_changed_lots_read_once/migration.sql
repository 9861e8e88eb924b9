-- All the lots that a commit changes were copied for each of them: thousands that expire together took seconds.
create or replace function ledger_commit_lots(p_workspace uuid, p_kind credit_kind, p_lots jsonb)
returns boolean
language plpgsql volatile
as $$
declare
  v_changed jsonb := p_lots -> 'changed';
  v_lot jsonb;
begin
  -- One by one: most commits change one lot, and a join costs more than a few look-ups.
  for i in 0 .. jsonb_array_length(v_changed) - 1 loop
    v_lot := v_changed -> i;
    update credit_lot l set
      remaining = (v_lot ->> 'remaining')::bigint, held = (v_lot ->> 'held')::bigint,
      used = (v_lot ->> 'used')::bigint, expired = (v_lot ->> 'expired')::bigint,
      refunded = (v_lot ->> 'refunded')::bigint, frozen_by = (v_lot ->> 'frozenBy')::uuid,
      lost = (v_lot ->> 'lost')::boolean, revoked = (v_lot ->> 'revoked')::bigint,
      excused = (v_lot ->> 'excused')::bigint, pledged = (v_lot ->> 'pledged')::bigint
    where l.workspace_id = p_workspace and l.kind = p_kind and l.id = (v_lot ->> 'id')::uuid;
  end loop;
  if jsonb_array_length(p_lots -> 'opened') > 0 then
    insert into credit_lot (
      workspace_id, kind, id, label, source, source_id, granted, remaining, held, used, expired, refunded,
      created_at, expires_at, frozen_by, lost, revoked, excused, pledged)
    select p_workspace, p_kind, n.id, n.label, n.source, n."sourceId", n.granted, n.remaining, n.held, n.used,
      n.expired, n.refunded, n."createdAt", n."expiresAt", n."frozenBy", n.lost, n.revoked, n.excused,
      n.pledged
    from jsonb_to_recordset(p_lots -> 'opened') n (
      id uuid, label text, source text, "sourceId" text, granted bigint, remaining bigint, held bigint, used bigint,
      expired bigint, refunded bigint, "createdAt" timestamptz, "expiresAt" timestamptz, "frozenBy" uuid, lost boolean,
      revoked bigint, excused bigint, pledged bigint);
  end if;
  return true;
end $$;
