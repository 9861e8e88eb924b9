import type { Page } from "@playwright/test";
import { APART, PHONE, ROWS, type Screen } from "./types";

const HOME = "/alder-finch/settings";
const BROKEN = "/broken/settings";
const DISPUTED = "/disputed/settings";
const BILLING = `${HOME}/billing`;
const press = (name: RegExp | string) => (page: Page) =>
  page.getByRole("button", { name }).first().click();

const CHART = ".recharts-surface";
/** By keyboard to the last day but one: what is pressed, no pointer has to rest on. */
const pointAtBar = async (page: Page) => {
  await page
    .getByRole("list", { name: /^(Bars|Days)/ })
    .getByRole("link")
    .last()
    .focus();
  await page.keyboard.press("ArrowLeft");
};

/** Settings, Billing and Team usage. */
export const SETTINGS: readonly Screen[] = [
  { name: "billing", path: BILLING, as: "ines", atMost: ROWS },
  { name: "billing.lead", path: `${BILLING}?kind=lead`, as: "ines", atMost: ROWS },
  { name: "billing.member", path: BILLING, as: "tomasz", atMost: ROWS },
  { name: "billing.fresh", path: "/fresh/settings/billing", as: "ines" },
  {
    name: "billing.out-of-credits",
    path: "/out-of-credits/settings/billing",
    as: "ines",
  },
  { name: "billing.failed", path: `${BROKEN}/billing`, as: "jonas", looks: APART, fails: true },
  { name: "billing.expiring", path: "/expiring/settings/billing", as: "ines", looks: APART },
  {
    name: "billing.filtered",
    path: `${BILLING}?op=refund&from=2026-11-01`,
    as: "ines",
    looks: APART,
  },
  {
    name: "billing.no-match",
    path: `${BILLING}?op=content_regeneration&from=2026-11-20&to=2026-11-20&kind=lead`,
    as: "ines",
    looks: APART,
  },
  {
    name: "billing.filter-menu",
    path: BILLING,
    as: "ines",
    open: press(/^Operation/),
    looks: APART,
  },
  {
    name: "billing.drawer",
    path: BILLING,
    as: "ines",
    // A click that has to be tried again scrolls to another place.
    open: async (page) => {
      const row = page.getByRole("link", { name: /Direct messages, premium/ }).first();
      await row.scrollIntoViewIfNeeded();
      await row.dispatchEvent("click");
    },
  },
  {
    name: "billing.export",
    path: BILLING,
    as: "ines",
    open: press("Export CSV"),
    looks: APART,
  },
  {
    name: "billing.help",
    path: `${BILLING}?help=balance`,
    as: "ines",
    open: (page) => page.getByRole("dialog").waitFor(),
    looks: APART,
  },
  { name: "billing.buy", path: BILLING, as: "ines", open: press(/^Buy/), looks: PHONE },
  { name: "billing.disputed", path: `${DISPUTED}/billing`, as: "jonas" },
  {
    name: "billing.closed",
    path: "/expiring/settings/billing?buy=popular&checkout=closed",
    as: "ines",
    looks: APART,
  },
  { name: "receipts", path: `${BILLING}/receipts`, as: "ines" },
  { name: "receipts.disputed", path: `${DISPUTED}/billing/receipts`, as: "jonas" },
  {
    name: "receipts.fresh",
    path: "/fresh/settings/billing/receipts",
    as: "ines",
    looks: APART,
  },
  { name: "statements", path: `${BILLING}/statements`, as: "ines" },
  { name: "top-up", path: `${BILLING}/top-up`, as: "ines" },
  { name: "top-up.fresh", path: "/fresh/settings/billing/top-up", as: "ines", looks: APART },
  { name: "top-up.member", path: `${BILLING}/top-up`, as: "tomasz", looks: APART },
  ...(["processing", "confirming", "paid", "failed", "expired"] as const).map(
    (state): Screen => ({
      name: `return.${state}`,
      path: ({ sessions }) => `/expiring/settings/billing/return?session_id=${sessions[state]}`,
      as: "ines",
    }),
  ),
  {
    name: "return.delayed",
    path: ({ sessions }) => `/expiring/settings/billing/return?session_id=${sessions.processing}`,
    as: "ines",
    // For longer than the page waits before it says so.
    open: (page) => page.clock.fastForward(61_000),
    shows: "text=This is taking longer than usual",
  },
  { name: "usage", path: `${HOME}/usage`, as: "ines", ready: CHART },
  {
    name: "usage.bar",
    path: `${HOME}/usage`,
    as: "ines",
    ready: CHART,
    open: pointAtBar,
    shows: "[data-usage-tooltip]",
  },
  {
    name: "usage.observation",
    path: `${DISPUTED}/usage`,
    as: "jonas",
    ready: CHART,
    looks: APART,
  },
  {
    name: "usage.lead",
    path: `${HOME}/usage?kind=lead`,
    as: "ines",
    ready: CHART,
    looks: APART,
  },
  { name: "usage.table", path: `${HOME}/usage?view=table`, as: "ines" },
  {
    name: "usage.operation",
    path: `${HOME}/usage?op=dm_premium&sum=cumulative`,
    as: "ines",
    ready: CHART,
  },
  {
    name: "usage.limit-reached",
    path: ({ members }) => `${HOME}/usage?member=${members.tomasz}&sum=cumulative`,
    as: "ines",
    ready: CHART,
    open: pointAtBar,
    shows: "[data-usage-tooltip]",
    looks: APART,
  },
  { name: "usage.fresh", path: "/fresh/settings/usage", as: "ines", looks: APART },
  {
    name: "usage.no-match",
    path: `${HOME}/usage?from=2026-01-05&to=2026-01-06`,
    as: "ines",
    looks: APART,
  },
  { name: "usage.failed", path: `${BROKEN}/usage`, as: "jonas", looks: APART, fails: true },
  { name: "usage.member", path: `${HOME}/usage`, as: "tomasz", looks: APART },
  { name: "cold-email-agent", path: `${HOME}/cold-email-agent`, as: "ines" },
  {
    name: "cold-email-agent.failed",
    path: `${BROKEN}/cold-email-agent`,
    as: "jonas",
    looks: APART,
    fails: true,
  },
  { name: "cold-email-agent.member", path: `${HOME}/cold-email-agent`, as: "tomasz", looks: APART },
  {
    name: "cold-email-agent.fresh",
    path: "/fresh/settings/cold-email-agent",
    as: "ines",
    looks: APART,
  },
  { name: "alerts", path: `${HOME}/alerts`, as: "ines" },
  {
    name: "alerts.limit",
    path: `${HOME}/alerts`,
    as: "ines",
    open: press("Add limit"),
    looks: APART,
  },
  {
    name: "alerts.warning",
    path: `${HOME}/alerts`,
    as: "ines",
    open: press("Add warning, AI credits"),
    looks: APART,
  },
  { name: "alerts.member", path: `${HOME}/alerts`, as: "tomasz", looks: APART },
  { name: "api-keys", path: `${HOME}/api-keys`, as: "ines" },
  {
    name: "api-keys.revoke",
    path: `${HOME}/api-keys`,
    as: "ines",
    open: press("Revoke Site crawler"),
    looks: APART,
  },
  { name: "api-keys.member", path: `${HOME}/api-keys`, as: "tomasz", looks: APART },
  { name: "members", path: `${HOME}/members`, as: "ines" },
  { name: "members.viewer", path: `${HOME}/members`, as: "jonas", looks: APART },
  {
    name: "members.remove",
    path: `${HOME}/members`,
    as: "ines",
    open: press(/^Remove Mei/),
    looks: APART,
  },
  { name: "general", path: `${HOME}/general`, as: "ines" },
  { name: "general.viewer", path: `${HOME}/general`, as: "jonas", looks: APART },
  { name: "profile", path: `${HOME}/profile`, as: "ines" },
  { name: "appearance", path: `${HOME}/appearance`, as: "ines" },
];
