-- A run that was started may be undone until it begins. Its credits are held meanwhile, and nothing is charged.
alter table operation_run add column begins_at timestamptz(6);
grant select (begins_at) on operation_run to wellspent_worker;

-- Activity shows the holds of the workspace's programs among its runs, newest first.
create index credit_hold_of_programs on credit_hold (workspace_id, created_at, id) where actor_type = 'api_key';
