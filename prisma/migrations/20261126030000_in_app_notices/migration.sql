-- A notice also reaches people in the product itself: a delivery of channel "app" for each of them, written with the
-- notice, and read when they have read it.
alter table notice_delivery
  drop constraint notice_delivery_channel_check,
  add constraint notice_delivery_channel_check check (channel in ('app', 'email', 'webhook')),
  add column read_at timestamptz(6),
  add constraint notice_delivery_read_check check (read_at is null or channel = 'app');
-- What somebody has not read, and whether anybody has read anything since.
create index notice_delivery_unread on notice_delivery (workspace_id, target)
  where channel = 'app' and read_at is null;
create index notice_delivery_read on notice_delivery (workspace_id, read_at) where read_at is not null;

-- Purchases and their disputes are told too. `seq` is the row of the ledger that explains a notice.
alter table notice
  drop constraint notice_topic_check,
  add constraint notice_topic_check check (topic in ('threshold', 'cap', 'expiry', 'dispute', 'purchase')),
  add column seq bigint;

alter table alert_setting add column in_app boolean not null default true;

-- What the worker may look for: that there is something new to show.
grant select (id) on notice to wellspent_worker;
grant select (workspace_id, read_at) on notice_delivery to wellspent_worker;
create policy find_due on notice_delivery for select to wellspent_worker using (true);
