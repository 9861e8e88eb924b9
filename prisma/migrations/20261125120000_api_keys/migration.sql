-- Keys of the workspace's own programs. What opens the door is global: found by the hash of the secret, before any
-- workspace is known, and holding the workspace as a plain value. What the screen shows is the workspace's.
create table api_key_secret (
  secret_hash   text not null,
  workspace     uuid not null,
  api_key       uuid not null,
  scopes        text[],
  expires_at    timestamptz(6),
  revoked_at    timestamptz(6),
  last_used_at  timestamptz(6),
  constraint api_key_secret_pkey primary key (secret_hash)
);
create index api_key_secret_workspace_api_key_idx on api_key_secret (workspace, api_key);

create table api_key (
  workspace_id  uuid not null,
  id            uuid not null,
  name          text not null,
  scopes        text[],
  ending        text not null,
  created_by    uuid not null,
  created_at    timestamptz(6) not null,
  expires_at    timestamptz(6),
  last_used_at  timestamptz(6),
  revoked_at    timestamptz(6),
  revoked_by    uuid,
  constraint api_key_pkey primary key (workspace_id, id),
  constraint api_key_scoped check (cardinality(scopes) > 0)
);

grant select, insert, update on api_key_secret to wellspent_app;
grant select, insert, update on api_key to wellspent_app;
alter table api_key enable row level security;
create policy one_workspace on api_key to wellspent_app
  using (workspace_id = (select nullif(current_setting('app.workspace_id', true), '')::uuid));
