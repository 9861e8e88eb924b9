-- What a commit changes is found by its key, whatever the planner thinks of the tables. As a join, the changed holds read
-- every hold that the workspace ever had, and a refund every day of its use: with some thousands of them, half of the time
-- of a capture.

-- A changed hold is there already: its insert always meets it. One that is opened must not be there.
create or replace function ledger_commit_holds(p_workspace uuid, p_kind credit_kind, p_holds jsonb)
returns boolean
language plpgsql volatile
as $$
begin
  if jsonb_array_length(p_holds -> 'changed') > 0 then
    insert into credit_hold as h (
      workspace_id, kind, id, amount, captured, released, lots, state, operation, subject, run_id,
      actor_type, actor_id, campaign_id, freezes, created_at, lapses_at)
    select p_workspace, p_kind, n.id, n.amount, n.captured, n.released, n.lots, n.state, n.operation, n.subject,
      n."runId", n."actorType", n."actorId", n."campaignId", n.freezes, n."createdAt", n."lapsesAt"
    from jsonb_to_recordset(p_holds -> 'changed') n (
      id uuid, amount bigint, captured bigint, released bigint, lots jsonb, state text, operation text, subject text,
      "runId" uuid, "actorType" actor_type, "actorId" uuid, "campaignId" uuid, freezes text, "createdAt" timestamptz,
      "lapsesAt" timestamptz)
    on conflict (workspace_id, kind, id) do update set
      amount = excluded.amount, captured = excluded.captured, released = excluded.released, lots = excluded.lots,
      state = excluded.state;
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

create or replace function ledger_commit_usage(p_workspace uuid, p_kind credit_kind, p_usage jsonb)
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

  -- One by one: a refund goes back to one day of one charge.
  for i in 0 .. jsonb_array_length(v_back) - 1 loop
    v_day := v_back -> i ->> 'day';
    v_used := v_back -> i ->> 'used';
    update usage_day u set used = u.used - v_used
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = v_day
      and u.operation = v_back -> i ->> 'operation' and u.actor = v_back -> i ->> 'actor'
      and u.campaign = v_back -> i ->> 'campaign';
    update usage_day_operation u set used = u.used - v_used
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = v_day
      and u.operation = v_back -> i ->> 'operation';
    update usage_day_member u set used = u.used - v_used
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = v_day
      and u.actor = v_back -> i ->> 'actor';
    update usage_day_campaign u set used = u.used - v_used
    where u.workspace_id = p_workspace and u.kind = p_kind and u.day = v_day
      and u.campaign = v_back -> i ->> 'campaign';
  end loop;
  return true;
end $$;
