import type { Page, Route } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { canSay, hydrated } from "./hydrated";
import { asDatabaseOwner, bookUse, grantLot, recordDailyUse } from "./ledger";

const BILLING = "/settings/billing";
const card = (page: Page) => page.getByRole("region", { name: "Credit balance" });
const badge = (page: Page) => page.locator("[data-slot=balance-badge]");

async function open(page: Page, workspace: Workspace): Promise<void> {
  await grantLot(workspace, "ai", "Welcome", 412_55);
  await page.goto(workspace.path(BILLING));
  await expect(card(page)).toContainText(/Updated \d\d:\d\d/);
}

test("the card follows the stream with the badge; without a network the page says from when its numbers are", async ({
  page,
  workspace,
}) => {
  await open(page, workspace);
  // Whenever the rest of the page is drawn anew: not before this has been looked at.
  const drawing: Route[] = [];
  await page.route(/[?&]_rsc=/, (route) => void drawing.push(route));
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await expect(badge(page)).toHaveAccessibleName(/410\.55 AI/);
  await expect(card(page).locator("[data-hero]")).toContainText("410.55 AI credits");
  const line = (label: string) => card(page).locator("dl > div").filter({ hasText: label });
  await expect(line("Available now")).toContainText("410.55 AI credits");
  await expect(line("Held")).toContainText("0.00 AI credits");
  await expect(line("Lifetime used")).toContainText("2.00 AI credits");
  for (const route of drawing) await route.continue();
  await page.unroute(/[?&]_rsc=/);
  await expect(line("Last transaction")).toContainText("minus 2.00 AI credits");
  // What it opens has come once; later it needs no network.
  await badge(page).click();
  await expect(page.getByRole("dialog", { name: "Credit balance" })).toBeVisible();
  await page.keyboard.press("Escape");
  const operation = page.getByRole("button", { name: /^Operation/ });
  await operation.click();
  const choice = page.getByRole("option", { name: /^Grant/ });
  await expect(choice).toBeVisible();
  await canSay(page);
  await page.context().setOffline(true);
  await expect(card(page).getByRole("status")).toHaveText(
    /^You are offline\. The balance is from \d\d:\d\d\.$/,
  );
  // Nor is the page lost where another one is asked for: by a filter, a link, a key.
  const said = page.getByText("This did not open. You are offline.");
  await choice.click();
  await expect(said).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Members" }).click();
  await expect(said).toHaveCount(2);
  // The second key counts when it follows soon: nothing may be on its way between them.
  await hydrated(page);
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(said).toHaveCount(3);
  await badge(page).click();
  const details = page.getByRole("dialog", { name: "Credit balance" });
  await expect(details).toContainText("You are offline. The balance is from");
  await page.keyboard.press("Escape");
  // What has not come yet says so where it is asked for, and takes nothing away.
  const row = page.getByRole("table").getByRole("link", { name: "Grant" });
  await row.click();
  await expect(said).toHaveCount(4);
  await expect(row).toBeVisible();
  await page.context().setOffline(false);
  await expect(card(page)).toContainText(/Updated \d\d:\d\d/);
  await row.click();
  await expect(page.getByRole("dialog", { name: "Grant" })).toBeVisible();
});

test("the balance and its chart are in the page as the server sends it", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 412_55);
  const html = await (await page.request.get(workspace.path(BILLING))).text();
  const after = (mark: string) => html.slice(html.indexOf(mark));
  const [balance = ""] = after('data-hero="').split("</p>");
  expect(balance).toContain("412.55 AI credits");
  const chart = after('viewBox="0 0 504 204"').split("</svg>")[0];
  expect(chart).toContain('<path d="M');
  expect(chart).toContain(">+412.55<");
});

test("where the stream is away while the network is not, the page is reconnecting", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 412_55);
  await page.route("**/api/events?*", (route) => route.abort());
  await page.goto(workspace.path(BILLING));
  await expect(card(page).getByRole("status")).toHaveText("Reconnecting");
  await expect(badge(page)).toHaveAccessibleName(/Not up to date/);
  await page.unroute("**/api/events?*");
  await expect(card(page)).toContainText(/Updated \d\d:\d\d/);
  // Asked for its headers alone, it would be kept open for nobody.
  const path = `/api/events?workspace=${workspace.path().slice(1)}`;
  expect((await page.request.head(path)).status()).toBe(405);
});

test("the badge opens on what is held and until when both kinds last, and leads to the last transaction, the history and the packages", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "lead", "Leads", 5_000_00);
  const runId = await workspace.startRun({ leads: 1, subject: "roasters.csv" });
  await grantLot(workspace, "ai", "Welcome", 412_55);
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await recordDailyUse(workspace, "ai", 10_00);
  await recordDailyUse(workspace, "lead", 1_00);
  await page.goto(workspace.path("/activity"));
  await badge(page).press("Enter");
  const details = page.getByRole("dialog", { name: "Credit balance" });
  const line = (text: RegExp) => details.locator("div:not(:has(div))").filter({ hasText: text });
  await expect(line(/^Nothing held$/)).toHaveCount(1);
  // 410.55 at 10.00 a day.
  const last = new Date();
  last.setUTCDate(last.getUTCDate() + 41);
  const sameYear = last.getUTCFullYear() === new Date().getUTCFullYear();
  const day = `${last.getUTCDate()} ${last.toLocaleString("en-US", { month: "short", timeZone: "UTC" })}`;
  await expect(line(/^Runs out about/)).toHaveText(
    `Runs out about ${day}${sameYear ? "" : ` ${last.getUTCFullYear()}`}10.00 a day`,
  );
  await expect(line(/^70 held for/)).toHaveText(
    /^70 held for 1 running job: roasters\.csv4,930 available$/,
  );
  await expect(details.getByRole("link", { name: "roasters.csv" })).toHaveAttribute(
    "href",
    workspace.path(`/activity/${runId}`),
  );
  await expect(line(/^Lasts longer/)).toHaveText("Lasts longer than a year7 a week");

  await page.keyboard.press("b");
  await expect(page).toHaveURL(workspace.path(`${BILLING}?buy=popular`));
  await expect(page.getByRole("radio", { name: /Popular/ })).toBeFocused();
  await badge(page).click();
  await details
    .getByRole("link", { name: /^Last, Regeneration, \d\d:\d\d\s*\u22122\.00$/ })
    .click();
  await expect(page).toHaveURL(workspace.path(`${BILLING}?tx=ai-2`));
  await expect(page.getByRole("dialog", { name: "Regeneration" })).toContainText(
    "Spring launch, post 4",
  );
  await page.keyboard.press("Escape");
  await page.goto(workspace.path("/activity"));
  await badge(page).click();
  await details.getByRole("link", { name: "View history" }).click();
  await expect(page).toHaveURL(workspace.path(BILLING));
  await expect(details).toBeHidden();
});

/** Rollups that no reader can make sense of, for this workspace alone. */
const breakPace = (workspace: Workspace) =>
  asDatabaseOwner(
    `insert into usage_day_operation (workspace_id, kind, day, operation, used, charges)
     select $1, 'ai', current_date - back, 'broken', 9000000000000000000, 1 from generate_series(1, 6) back`,
    [workspace.id],
  );
const mendPace = (workspace: Workspace) =>
  asDatabaseOwner(
    "delete from usage_day_operation where workspace_id = $1 and operation = 'broken'",
    [workspace.id],
  );

test("a balance that does not load says so in its place; packages can be bought, and Retry brings it back", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 412_55);
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await breakPace(workspace);
  await page.goto(workspace.path(BILLING));
  const failed = page.getByRole("alert").filter({ hasText: "Balance did not load" });
  await expect(failed).toBeVisible();
  await expect(page.getByRole("table", { name: "Transaction history" })).toContainText(
    "Spring launch, post 4",
  );
  await expect(badge(page)).toHaveAccessibleName(/Credits are loading/);
  const rail = page.getByRole("complementary", { name: "Buy credits" });
  await expect(rail).not.toContainText("Balance after");
  await expectAccessibleInBothThemes(page);

  await mendPace(workspace);
  await canSay(page);
  await page.context().setOffline(true);
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("This did not open.")).toBeVisible();
  await page.context().setOffline(false);
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(card(page)).toContainText("Available now");
  await expect(badge(page)).toHaveAccessibleName(/410\.55 AI/);

  await breakPace(workspace);
  await page.reload();
  await expect(failed).toBeVisible();
  await rail.getByRole("button", { name: /^Continue to checkout/ }).click();
  await expect(page.getByRole("heading", { name: /^Pay \$/ })).toBeVisible();
});

test("the way to the checkout is prepared when somebody is about to take it, and not before", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path(BILLING));
  const prepared = page.locator("link[rel=preconnect]");
  const onward = page.getByRole("button", { name: /^Continue to checkout/ });
  await expect(onward).toBeVisible();
  await expect(prepared).toHaveCount(0);
  await expect(async () => {
    await onward.blur();
    await onward.focus();
    await expect(prepared).toHaveAttribute("href", /^http:\/\/127\.0\.0\.1:\d+/, { timeout: 500 });
  }).toPass();
});

test("credits that expire soon are named with their amount and day, and with no pace where there is none", async ({
  page,
  workspace,
}) => {
  const day = 86_400_000;
  await grantLot(workspace, "ai", "Spring offer", 60_00, new Date(Date.now() + 10 * day));
  await grantLot(workspace, "ai", "Welcome", 40_00);
  await page.goto(workspace.path(BILLING));
  const lots = page.getByRole("region", { name: "Lots" });
  await expect(lots).toContainText(
    /60\.00 of Spring offer expire on \d+ \w{3}( \d{4})? unless they are used before\./,
  );
  await expect(page.getByText("Not enough use yet for a forecast")).toBeVisible();
  await expect(lots).not.toContainText("pace");
});

test("who may not buy is led from a low balance to the question itself, also on a phone", async ({
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 60_00);
  const { page } = await workspace.member("member");
  await page.goto(workspace.path("/activity"));
  const notice = page.getByText("Credits are running low.");
  await expect(notice).toBeVisible();
  await page.getByRole("link", { name: "Ask for credits" }).click();
  const message = page.getByRole("textbox", { name: "Message" });
  await expect(message).toBeFocused();
  await expect(page).not.toHaveURL(/ask=/);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(workspace.path(`${BILLING}?ask=1`));
  await expect(page.getByRole("dialog", { name: "Credits" })).toBeVisible();
  await expect(message).toBeFocused();
  await page.getByRole("dialog").getByRole("button", { name: "Ask for credits" }).click();
  await expect(page.getByText(/^Asked Ines, \d\d:\d\d\.$/)).toBeVisible();
});

test("the palette explains the latest charge, exports usage, and knows who may buy", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await page.goto(workspace.path("/activity"));
  const find = page.getByRole("combobox", { name: "Find or run" });
  const chosen = (name: string) => page.getByRole("option", { name, selected: true });
  // Of which charge that is comes with the balance.
  await expect(badge(page)).toHaveAccessibleName(/98\.00 AI/);
  await page.keyboard.press("Control+k");
  await find.fill("why was");
  await expect(chosen("Why was I charged")).toBeVisible();
  await page.keyboard.press("Enter");
  const charge = page.getByRole("dialog", { name: "Regeneration" });
  await expect(charge).toContainText("Why this was charged");
  await page.keyboard.press("Escape");
  await expect(charge).toBeHidden();

  await page.keyboard.press("Control+k");
  await find.fill("export us");
  await expect(chosen("Export usage")).toBeVisible();
  await page.keyboard.press("Enter");
  const scope = page.getByRole("dialog", { name: "Export transactions" });
  await expect(scope).toContainText("Charges");
  await expect(scope).toContainText("1 row");
  await expect(page).not.toHaveURL(/menu=/);

  const member = await workspace.member("member");
  await member.page.goto(workspace.path("/activity"));
  await expect(member.page.getByRole("heading", { level: 1 })).toBeVisible();
  await member.page.keyboard.press("Control+k");
  const theirs = member.page.getByRole("combobox", { name: "Find or run" });
  await theirs.fill("credits");
  await expect(member.page.getByRole("option", { name: "Ask for credits" })).toBeVisible();
  await expect(member.page.getByRole("option", { name: "Buy credits" })).toHaveCount(0);
});
