import { asDatabaseOwner } from "./ledger";

/** More than a number can hold to the last digit: whoever reads it as credits throws. */
const TOO_MUCH = "9000000000000000000";

/** What one workspace could not load, of data that only a fault could leave behind. */
const FAULTS = {
  /** How fast each kind is used: no balance says how long it lasts, and Team usage adds nothing up. */
  pace: `insert into usage_day_operation (workspace_id, kind, day, operation, used, charges)
    select $1, kind, $2::timestamptz::date - back, 'broken', ${TOO_MUCH}, 1
    from generate_series(0, 6) back, unnest(enum_range(null::credit_kind)) kind`,
  /** How many rows of the history there are of each operation: more than can be added up. */
  history: `insert into usage_day_operation (workspace_id, kind, day, operation, used, charges)
    select $1, 'ai', $2::timestamptz::date - back, 'uncounted', 0, ${TOO_MUCH} from generate_series(0, 1) back`,
  /** Below what credits are bought by themselves, which the packages say too. */
  topUps: `insert into top_up_setting (workspace_id, kind, enabled, threshold, package_id, monthly_limit_cents,
      agreed_credits, agreed_price_cents, agreed_currency, set_by, set_at)
    values ($1, 'ai', false, ${TOO_MUCH}, 'popular', 5000, 55000, 5000, 'usd', $1, now())`,
  runs: `update operation_run set quoted_max = ${TOO_MUCH} where workspace_id = $1`,
  lists: "update lead_list set created_at = 'infinity' where workspace_id = $1",
} as const;

/** Breaks a workspace's data in one way, for good: as of today by the clock of whoever asks, not the database's. */
export const breakData = (workspaceId: string, fault: keyof typeof FAULTS): Promise<void> =>
  asDatabaseOwner(
    FAULTS[fault],
    FAULTS[fault].includes("$2") ? [workspaceId, new Date()] : [workspaceId],
  );
