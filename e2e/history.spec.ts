import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test, type Workspace } from "./fixtures";
import { bookUse } from "./ledger";

const BILLING = "/settings/billing";

/** The last one newest. */
async function charge(
  workspace: Workspace,
  charges: { operation: string; subject: string; amount: number; campaignId?: string }[],
  by = workspace.owner.userId,
): Promise<void> {
  const actor = { type: "member", id: by };
  for (const { subject, amount, ...about } of charges) {
    await bookUse(workspace, subject, amount, { actor, reason: subject, ...about });
  }
}

const CHARGES = [
  { operation: "rss_item", subject: "The Roast Journal", amount: 100 },
  { operation: "dm_premium", subject: "Café owners, 1 message", amount: 410 },
  { operation: "content_regeneration", subject: "Spring launch, post 4", amount: 200 },
];

async function open(page: Page, workspace: Workspace): Promise<void> {
  await workspace.grant("ai", "100.00");
  await charge(workspace, CHARGES);
  await page.goto(workspace.path(BILLING));
  await expect(page.getByRole("heading", { name: "Transaction history" })).toBeVisible();
}

const table = (page: Page) => page.getByRole("table", { name: "Transaction history" });
const rows = (page: Page) => table(page).locator("tbody").getByRole("row");

test("a member filters the history by every chip and shares its address", async ({
  page,
  workspace,
}) => {
  const name = "Aleksandra Wisniewska";
  const priya = await workspace.member("member", name);
  await workspace.grant("lead", "5.00");
  await open(page, workspace);
  const hers = { operation: "dm_premium", subject: "By Priya", amount: 4_10 };
  await charge(workspace, [hers], priya.userId);
  await page.reload();
  const chip = (name: RegExp) => page.getByRole("button", { name });
  const premium = page.getByRole("option", { name: /Direct messages, premium/ });
  await expect(rows(page)).toHaveCount(6);
  const room = await rows(page)
    .getByTitle(name)
    .evaluate(({ clientWidth, scrollWidth }) => clientWidth - scrollWidth);
  expect(room, "room for the whole name").toBeGreaterThanOrEqual(0);

  await chip(/^Operation/).click();
  await expect(premium).toHaveText(/premium\s*2$/);
  await expect(page.getByRole("option", { name: /Grant/ })).toHaveText(/Grant\s*2$/);
  await premium.click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).last()).toContainText("Café owners, 1 message");
  await expect(page).toHaveURL(/op=dm_premium/);
  await priya.page.goto(page.url());
  await expect(rows(priya.page)).toHaveCount(2);
  await page.goBack();
  await expect(rows(page)).toHaveCount(6);

  await chip(/^Credits$/).press("Enter");
  await expect(page.getByRole("combobox", { name: "Filter by credits" })).toBeFocused();
  await page.keyboard.type("lead");
  await expect(page.getByRole("option", { name: /^Lead/, selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/kind=lead/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("+5");
  await chip(/^Clear credits filter$/).press("Enter");
  await expect(rows(page)).toHaveCount(6);

  await chip(/^Member$/).click();
  await page.getByRole("option", { name }).click();
  await expect(page).toHaveURL(new RegExp(`member=${priya.userId}`));
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("By Priya");
  // Counted is what the other filters leave.
  await chip(/^Operation/).click();
  await expect(premium).toHaveText(/premium\s*1$/);
  await page.keyboard.press("Escape");

  await chip(/^Date$/).click();
  await page.getByRole("button", { name: "Last month" }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d/);
  await expect(page.getByText("No transactions match these filters")).toBeVisible();
  await chip(/^Date Last month$/).click();
  await page.getByLabel("From").fill("2020-01-05");
  await page.getByLabel("To", { exact: true }).fill("");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page).toHaveURL(/from=2020-01-05(?!&to)/);
  await expect(rows(page)).toHaveCount(1);
  await page.goto(`${page.url()}&to=2020-02-30`);
  const other = "A day was given that does not exist; shown instead: since 5 Jan 2020.";
  await expect(page.getByText(other)).toBeVisible();
  // Below the filters that say other days, above the rows that are of these.
  await expect(page.getByRole("region", { name: "Transaction history" })).toContainText(
    /Date.*A day was given that does not exist.*Time/s,
  );
  await expect(chip(/^Date Since 5 Jan 2020$/)).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.goBack();
  await expect(page.getByText(other)).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText("No transactions match these filters")).toBeVisible();
});

test("a row explains itself, and the keyboard walks on", async ({ page, workspace }) => {
  await open(page, workspace);
  await table(page).getByRole("link", { name: "Regeneration" }).click();
  const drawer = page.getByRole("dialog", { name: "Regeneration" });
  await expect(drawer).toContainText("Why this was charged");
  await expect(drawer).toContainText("Rate card version 2026-10-01");
  await expect(drawer).toContainText(/Ines Carvalho, \d+ \w{3}( \d{4})?, \d\d:\d\d UTC/);
  await expect(drawer).toContainText(
    "simple 1.00, standard 1.20, detailed 1.50, plus 0.001 per word",
  );
  await expect(page).toHaveURL(/tx=ai-\d+/);

  await page.keyboard.press("j");
  await expect(page.getByRole("dialog", { name: "Direct messages, premium" })).toBeVisible();
  // Also behind a dialog, and also to whoever sees neither.
  const said = page.getByRole("status").filter({ hasText: /^Direct messages, premium, minus / });
  await expect(said).toHaveCount(1);
  await page.keyboard.press("k");
  await expect(drawer).toBeVisible();
  await drawer.getByRole("button", { name: "Next transaction" }).click();
  const next = page.getByRole("dialog", { name: "Direct messages, premium" });
  await next.getByRole("button", { name: "Previous transaction" }).click();
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(table(page).getByRole("link", { name: "Regeneration" })).toBeFocused();
  await expect(page).not.toHaveURL(/tx=/);
});

test("a link to a row opens it, also outside the filter; one of another workspace does not exist", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  await open(page, workspace);
  await page.goto(workspace.path(`${BILLING}?op=rss_item&tx=ai-3`));
  const drawer = page.getByRole("dialog", { name: "Direct messages, premium" });
  await expect(drawer).toContainText("not in this filter");

  await otherWorkspace.owner.page.goto(otherWorkspace.path(`${BILLING}?tx=ai-3`));
  await expect(otherWorkspace.owner.page.getByRole("dialog")).toContainText("No such transaction");
  const stolen = await otherWorkspace.owner.page.request.get(
    `/api/exports/transactions?workspace=${workspace.slug}`,
  );
  expect(stolen.status()).toBe(404);
});

test("an export says its rows before it is downloaded, and holds exactly those", async ({
  page,
  workspace,
}) => {
  await open(page, workspace);
  await page.goto(workspace.path(`${BILLING}?op=group:messages`));
  await page.getByRole("button", { name: "Export CSV" }).click();
  const scope = page.getByRole("dialog", { name: "Export transactions" });
  await expect(scope).toContainText("1 row");
  await expect(scope).toContainText("Times in UTC. Amounts as numbers.");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download CSV" }).click();
  const lines = readFileSync(await (await downloading).path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain("-4.10");
});

test("of many campaigns each can be chosen, and one in the address has its name", async ({
  page,
  workspace,
}) => {
  const { newId } = await import("@/lib/platform/ids");
  await workspace.grant("ai", "100.00");
  const campaigns = Array.from({ length: 53 }, (_, index) => ({
    operation: "rss_item",
    subject: `Campaign number ${index + 1}`,
    amount: 100,
    campaignId: newId(),
  }));
  await charge(workspace, campaigns);
  await page.goto(workspace.path(BILLING));
  await page.getByRole("button", { name: /^Campaign/ }).click();
  await page.getByRole("combobox", { name: "Filter by campaign" }).fill("number 1");
  await page.getByRole("option", { name: "Campaign number 1", exact: true }).click();
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`campaign=${campaigns[0]?.campaignId}`));

  await page.route("**/api/campaigns?*", (route) => route.abort());
  await page.reload();
  await page.getByRole("button", { name: "Campaign Campaign number 1" }).click();
  const others = page.getByRole("dialog", { name: "Filter by campaign" }).getByRole("status");
  await expect(others).toContainText("The others did not load.");
  await page.getByRole("combobox", { name: "Filter by campaign" }).fill("number 2");
  await page.unroute("**/api/campaigns?*");
  await others.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("option", { name: "Campaign number 2", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`campaign=${campaigns[1]?.campaignId}`));
});

test("rows that arrive wait behind a button and move nothing", async ({ page, workspace }) => {
  await open(page, workspace);
  await charge(workspace, [{ operation: "rss_item", subject: "Just now", amount: 100 }]);
  const arrived = page.getByRole("button", { name: "1 new transaction" });
  await expect(arrived).toBeVisible();
  await expect(rows(page)).toHaveCount(4);
  await arrived.click();
  await expect(rows(page)).toHaveCount(5);
  await expect(rows(page).first()).toContainText("Just now");
});

test("an empty result names its filters and the nearest that finds something", async ({
  page,
  workspace,
}) => {
  await open(page, workspace);
  await page.goto(workspace.path(`${BILLING}?op=dm_premium&from=2020-01-01&to=2020-01-31`));
  await expect(page.getByText("No transactions match these filters")).toBeVisible();
  await expect(page.getByText(/^Direct messages, premium, 1 to 31 Jan 2020/)).toBeVisible();
  await page.getByRole("link", { name: "Last 90 days (1)" }).click();
  await expect(rows(page)).toHaveCount(1);
});

test("on a phone the history is a list, and the drawer fills the screen", async ({
  page,
  workspace,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, workspace);
  const list = page.getByRole("list", { name: "Transaction history" });
  await expect(list.getByRole("listitem")).toHaveCount(4);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await list.getByRole("link", { name: "Regeneration" }).click();
  await expect(page.getByRole("dialog", { name: "Regeneration" })).toBeVisible();
});
