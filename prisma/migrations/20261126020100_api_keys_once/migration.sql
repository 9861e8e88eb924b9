-- For a caller of the API an idempotency key is one key, whichever kind of credits its request is about: of two commits
-- with the same one at the same moment, the later writes nothing. Keys of the product itself name what they are for.
create unique index credit_key_api on credit_key (workspace_id, key) where key like 'api:%';
