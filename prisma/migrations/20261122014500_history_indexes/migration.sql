-- The history finds the keys of a page on one of these, then fetches the rows (lib/usage/queries/history.ts).
-- Dates become sequence numbers through the first, so that every page is a range of `seq` whatever the filter.

-- CreateIndex
CREATE INDEX "credit_entry_workspace_id_kind_at_idx" ON "credit_entry"("workspace_id", "kind", "at");

create index credit_entry_by_operation on credit_entry (workspace_id, kind, operation, seq)
  include (actor_type, actor_id, campaign_id, at) where type = 'charge';

create index credit_entry_by_actor on credit_entry (workspace_id, kind, actor_id, seq)
  include (actor_type, type, operation, campaign_id, at) where type not in ('hold', 'release', 'limit');

create index credit_entry_by_campaign on credit_entry (workspace_id, kind, campaign_id, seq)
  include (actor_type, actor_id, type, operation, at)
  where campaign_id is not null and type not in ('hold', 'release', 'limit');

-- Also what a run held and gave back, for the "why" of its charges.
create index credit_entry_by_run on credit_entry (workspace_id, kind, run_id, seq) where run_id is not null;

-- The few rows that are no charge: purchases, grants, refunds, expiries, adjustments.
create index credit_entry_by_type on credit_entry (workspace_id, kind, type, seq)
  include (actor_type, actor_id, campaign_id, at)
  where type in ('purchase', 'grant', 'refund', 'expiry', 'adjustment');

-- From a charge to the refunds that name it.
create index credit_entry_by_corrected on credit_entry (workspace_id, kind, corrects) where corrects is not null;
