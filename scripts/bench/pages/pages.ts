import { BIG_CAMPAIGNS, BIG_MEMBERS, BIG_OPERATIONS } from "../ledger/big-history";
import type { Sized } from "./workspaces";

/** A page that may grow with the number of entries: its path in a workspace, and whether all of it is waited for. */
export type Page = {
  what: string;
  path: (workspace: Sized) => string;
  /** Only until the first byte, for a file of any length. */
  firstByte?: true;
  /** How many rows of its list a page shows. */
  rows?: (html: string) => number;
};

/** What the filters of the pages ask for. */
export const FILTERED = {
  operation: BIG_OPERATIONS[0] ?? "",
  member: BIG_MEMBERS[3] ?? "",
  campaign: BIG_CAMPAIGNS[3] ?? "",
};

const count = (html: string, what: RegExp): number => html.match(what)?.length ?? 0;

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

const billing = (what: string, search: (size: number) => string): Page => ({
  what: `Billing: ${what}`,
  path: ({ slug, size }) => `/${slug}/settings/billing${search(size)}`,
  // Each of them is in the table and in the list of a phone.
  rows: (html) => count(html, / data-row="/g) / 2,
});

/** The middle of a workspace's AI entries, where a deep page begins. */
const middle = (size: number): string => `ai-${Math.floor(size * 0.85 * 0.5)}`;

const usage = (what: string, search: string): Page => ({
  what: `Team usage: ${what}`,
  path: ({ slug }) => `/${slug}/settings/usage?${search}`,
});

const range = (days: number): string => `from=${day(days - 1)}&to=${day(0)}`;

const DAYS = [30, 90, 365];
const GROUPS = ["operation", "member", "campaign"];

export const PAGES: readonly Page[] = [
  billing("first page", () => ""),
  billing("deep page", (size) => `?before=${middle(size)}`),
  billing("drawer", (size) => `?tx=${middle(size)}`),
  billing("AI credits", () => "?kind=ai"),
  billing("operation", () => `?op=${FILTERED.operation}`),
  billing("group", () => "?op=group:messages"),
  billing("refunds", () => "?op=refund"),
  billing("member", () => `?member=${FILTERED.member}`),
  billing("system", () => "?member=system"),
  billing("campaign", () => `?campaign=${FILTERED.campaign}`),
  billing("last 90 days", () => `?from=${day(89)}&to=${day(0)}`),
  billing("member + campaign", () => `?member=${FILTERED.member}&campaign=${FILTERED.campaign}`),
  ...DAYS.flatMap((days) =>
    GROUPS.map((group) => usage(`${days} days by ${group}`, `${range(days)}&group=${group}`)),
  ),
  usage("365 days added up", `${range(365)}&sum=cumulative`),
  ...[30, 365].flatMap((days) => [
    usage(`${days} days of an operation`, `${range(days)}&op=${FILTERED.operation}`),
    usage(
      `${days} days, member + operation`,
      `${range(days)}&op=${FILTERED.operation}&member=${FILTERED.member}`,
    ),
  ]),
  {
    what: "Activity",
    path: ({ slug }) => `/${slug}/activity`,
    // Besides the row with the names of the columns.
    rows: (html) => Math.max(0, count(html, /<tr[\s>]/g) - 1),
  },
  { what: "Statements", path: ({ slug }) => `/${slug}/settings/billing/statements` },
  {
    what: "Export, first byte",
    path: ({ slug }) => `/api/exports/transactions?workspace=${slug}`,
    firstByte: true,
  },
];
