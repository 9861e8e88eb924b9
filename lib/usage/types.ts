import type { Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import type { ShownCheck } from "@/lib/credits/core/check";
import type { Run } from "@/lib/credits/core/run";
import type { Day } from "@/lib/usage/core/calendar";
import type { Filters, HistoryView } from "@/lib/usage/core/filters";
import type { OperationFilter, OperationOption } from "@/lib/usage/core/operations";
import type { StatementMonth } from "@/lib/usage/core/statement";
import type { Band } from "@/lib/usage/core/team/bands";
import type { Budget } from "@/lib/usage/core/team/budget";
import type { ArrivalMark, Bar } from "@/lib/usage/core/team/chart";
import type { Observation } from "@/lib/usage/core/team/observation";
import type { ActorUse } from "@/lib/usage/core/team/rows";
import type { NoStrip, Strip } from "@/lib/usage/core/team/strip";
import type { Use } from "@/lib/usage/core/team/sums";
import type { Range, Step, UsageView } from "@/lib/usage/core/team/view";
import type { Transaction } from "@/lib/usage/core/transaction";
import type { Explained } from "@/lib/usage/core/why";

export type { RowActor, Transaction } from "@/lib/usage/core/transaction";

/** A page of the history, newest first. An edge is null if there is nothing further that way. */
export type TransactionPage = {
  rows: Transaction[];
  older: string | null;
  newer: string | null;
};

/** A row with everything that explains it. */
export type EntryDetail = { transaction: Transaction; explained: Explained };

/** Somebody or something that can be chosen in a filter. */
export type Choice = { id: string; name: string; removed?: boolean };

/** The transaction history at one address: what the screen shows, and what it can be narrowed to. */
export type History = {
  workspace: string;
  view: HistoryView;
  page: TransactionPage;
  /** How many rows the filters leave. */
  total: number;
  operations: OperationOption[];
  /** What the filter by operation means, so that pages need not know all operations. */
  operation: OperationFilter | null;
  /** If nothing matches, the nearest change that finds something, and how many rows. */
  wider: { label: string; change: Partial<Filters>; count: number } | null;
  people: Choice[];
  campaigns: Choice[];
  /** There are more campaigns than those; the chosen one is among them. */
  moreCampaigns: boolean;
  today: Day;
  timeZone: string;
  checks: Record<Kind, ShownCheck | null>;
};

/** The statements of one kind, the latest month first. */
export type StatementList = {
  workspace: string;
  workspaceName: string;
  kind: Kind;
  timeZone: string;
  months: StatementMonth[];
};

/** The open drawer: the row, its neighbours in the filtered history, and whether it is in there itself. */
export type OpenEntry = EntryDetail & {
  newer: string | null;
  older: string | null;
  inFilter: boolean;
};

/** What is running, what ran, and the credits there are to run with. Both kinds, never added together. */
export type Overview = {
  balances: Balance[];
  running: Run[];
  recent: Run[];
  /** Who the people behind the runs are, by id. */
  names: Record<string, string>;
  hasHistory: boolean;
  /** Something runs, ran, or was paid for: before that, credits alone are no start. */
  hasWorked: boolean;
  isAlone: boolean;
  can: { buy: boolean; importLeads: boolean; invite: boolean };
};

/** The frame of the Team usage page. Plain JSON. */
export type TeamUsagePage = {
  workspace: string;
  timeZone: string;
  canBuy: boolean;
  now: string;
  today: Day;
  view: UsageView;
  range: Range;
  step: Step;
  /** The steps with which the range is readable. */
  steps: Step[];
  /** The days it is compared with. Null without a comparison. */
  compared: Range | null;
};

/** What the page shows, all at one instant, so that its parts agree. Plain JSON. */
export type TeamUsage = Use & {
  before: number | null;
  balance: Balance;
  people: { used: number; of: number; programs: number; scheduled: boolean };
  bands: Band[];
  bars: Bar[];
  marks: ArrivalMark[];
  since: Day | null;
  actors: (ActorUse & { removed: boolean })[];
  /** What the chart is divided by. If that is the members, who have a table of their own, it is by operation. */
  tableBands: Band[];
  observation: Observation | null;
  members: Choice[];
  campaigns: Choice[];
  operations: Choice[];
  /** The limit of the one thing by which the page is filtered, if its range is the limit's month; otherwise null. */
  budget: Budget | null;
  /** What the runs of the operation cost by which the page is filtered. Null without one, and if there was no cost. */
  strip: Strip | NoStrip | null;
  /** How many rows an export has. */
  rows: number;
  /** If nothing was used, the nearest range in which something was. */
  wider: (Range & { label: string }) | null;
};

/** Where and when a page is read: its days are the workspace's. */
export type PageContext = {
  workspace: string;
  workspaceName: string;
  canBuy: boolean;
  timeZone: string;
  today: Day;
  now: string;
};
