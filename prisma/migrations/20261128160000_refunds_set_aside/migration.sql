-- What is asked to be refunded is set aside before the provider is asked. "noted" until that is done; "withdrawn" if
-- there was too little left to set aside.
alter table refund_request
  drop constraint refund_request_state_check,
  add constraint refund_request_state_check
    check (state in ('noted', 'asked', 'accepted', 'refused', 'withdrawn')),
  -- When somebody last went on with it. Once that is long ago, none of its calls can still be running.
  add column asked_at timestamptz(6),
  -- Nothing is set aside for it any more: it was taken, or is free again.
  add column ended_at timestamptz(6);

-- Nothing was set aside for what was asked before. What became of a request without an answer is still to be found out.
update refund_request set asked_at = created_at, ended_at = case when state <> 'asked' then created_at end;
alter table refund_request alter column asked_at set not null;

create index refund_request_not_ended on refund_request (asked_at) where ended_at is null;
grant select (workspace_id, id, purchase_id, asked_at, ended_at) on refund_request to wellspent_worker;
create policy find_due on refund_request for select to wellspent_worker using (true);
