-- When a monthly limit was set: the few rows that set or lift one, found without a look at all others.
create index credit_entry_limits on credit_entry (workspace_id, kind, seq) where type = 'limit';
