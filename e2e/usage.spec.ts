import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { aCampaign, use } from "./charges";
import { complaintsOf, expect, expectAccessibleInBothThemes, test } from "./fixtures";
import { withoutLazyCode } from "./lazy-code";

const USAGE = "/settings/usage";

const today = () => new Date().toISOString().slice(0, 10);
const bar = (page: Page) => page.getByRole("list", { name: /^Bars/ }).getByRole("link").last();
const row = (page: Page, table: string, name: RegExp) =>
  page.getByRole("table", { name: table }).getByRole("row", { name });
const link = (page: Page, table: string, name: RegExp) => row(page, table, name).getByRole("link");

test("an admin finds who and what caused a spike, and reads its very charges", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "1000.00");
  const priya = await workspace.member("member", "Priya Raman");
  const launch = await aCampaign("Spring roast launch");
  await use(workspace, [
    { amount: 310 },
    { amount: 155, operation: "content_regeneration", campaign: launch },
    { amount: 4_000, by: priya.userId, operation: "dm_premium", campaign: launch },
    { amount: 2_055, by: priya.userId, operation: "dm_premium", campaign: launch },
    { amount: 100, by: "system", operation: "rss_item" },
  ]);
  const complaints = complaintsOf(page);
  await page.goto(workspace.path(USAGE));

  // What was used is in the server's own words: no script has to run for it.
  const html = await (await page.request.get(workspace.path(USAGE))).text();
  expect(html).toContain("66.20 AI credits");
  await expect(row(page, "Who used credits", /Priya Raman/)).toContainText("60.55");
  await expect(row(page, "Who used credits", /Scheduled runs/)).toContainText("1.00");
  await expect(row(page, "What credits were used on", /Direct messages/)).toContainText("60.55");
  await expect(page.locator(".recharts-bar").first()).toBeVisible();

  // The person filters the whole page: figures, bars, tables and address.
  await link(page, "Who used credits", /Priya Raman/).click();
  await expect(page).toHaveURL(new RegExp(`member=${priya.userId}`));
  await expect(row(page, "Who used credits", /./)).toHaveCount(2);
  await page.goBack();
  await expect(row(page, "Who used credits", /Scheduled runs/)).toBeVisible();

  await bar(page).hover();
  await expect(page.getByText("Click to list these 5 transactions")).toBeVisible();
  // By keyboard to the bar, and from it to exactly its charges.
  await bar(page).focus();
  await page.keyboard.press("Home");
  await expect(bar(page)).toBeFocused();
  await expect(bar(page)).toHaveAccessibleName(/66\.20\. Direct messages 60\.55.*Lists 5 charges/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/settings\/billing\?op=charge&kind=ai/);
  await expect(page.locator("[data-row]:visible")).toHaveCount(5);
  await page.goBack();
  // One operation alone in the chart is what its bars lead to.
  await page.getByRole("button", { name: "Direct messages", pressed: false }).click();
  await expect(bar(page)).toHaveAccessibleName(/Lists 2 charges of Direct messages\.$/);
  await bar(page).click();
  await expect(page).toHaveURL(/settings\/billing\?op=group%3Amessages&kind=ai&from=/);
  await expect(page.locator("[data-row]:visible")).toHaveCount(2);
  await page.goBack();
  await link(page, "What credits were used on", /Direct messages/)
    .first()
    .click();
  await expect(page.locator("[data-row]:visible")).toHaveCount(2);
  await expect(page.getByText("Direct messages, premium").first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test("an export is what the page shows, said before, and no cell is a formula", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  const trap = await aCampaign('=HYPERLINK("http://example.com")');
  await use(workspace, [
    { amount: 310 },
    { amount: 1_155, campaign: trap },
    { amount: 5, campaign: trap },
  ]);
  await page.goto(workspace.path(`${USAGE}?group=campaign`));
  await expect(page.locator(".recharts-bar").first()).toBeVisible();
  await page.keyboard.press("e");
  const scope = page.getByRole("dialog", { name: "Export usage" });
  await expect(scope).toContainText("2 rows");
  await expect(scope).toContainText("AI credits");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    scope.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines[0]).toMatch(/^\uFEFF?period,from,to,kind,group_by,id,name,credits,charges$/);
  expect(lines.slice(1)).toEqual([
    `shown,${today()},${today()},ai,campaign,${trap.id},"'=HYPERLINK(""http://example.com"")",11.60,2`,
    `shown,${today()},${today()},ai,campaign,,No campaign,3.10,1`,
  ]);

  // Of a page that is narrowed, what it shows alone.
  await page.goto(workspace.path(`${USAGE}?group=campaign&campaign=${trap.id}`));
  await page.getByRole("button", { name: "Export CSV" }).click();
  await expect(scope).toContainText("1 row");
  const href = await scope.getByRole("link", { name: "Download CSV" }).getAttribute("href");
  const narrowed = await (await page.request.get(href ?? "")).text();
  expect(narrowed.trim().split("\r\n").slice(1)).toEqual(lines.slice(1, 2));
});

test("where a refund lies in a bar, both the page and the charges it leads to say so", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  await use(workspace, [{ amount: 310 }, { amount: 500 }]);
  const [{ post }, { credits }] = await Promise.all([
    import("@/lib/credits/mutations/door"),
    import("@/lib/credits/core/amount"),
  ]);
  const refunded = await post(workspace.id, "ai", {
    type: "refund",
    key: "journey:refund",
    actor: { type: "system" },
    reason: "Post 2 failed",
    // The grant is the first row, the two charges follow.
    corrects: 3,
    amount: credits(200),
  });
  expect(refunded).toMatchObject({ ok: true });
  await page.goto(workspace.path(USAGE));
  await expect(page.getByText(/^A refund is taken off the day/)).toBeVisible();
  await expect(bar(page)).toHaveAccessibleName(/6\.10\. Content generation 6\.10.*Lists 2 charges/);
  await bar(page).click();
  await expect(page).toHaveURL(/settings\/billing\?op=charge&kind=ai/);
  await expect(page.locator("[data-row]:visible")).toHaveCount(2);
  const history = page.getByRole("table", { name: "Transaction history" });
  await expect(history).toContainText("\u22123.10");
  await expect(history).toContainText("\u22125.00");
  await expect(
    page.getByText("Charges in full. A refund of one is a row of its own."),
  ).toBeVisible();
});

test("a charge arrives on the open page by itself, also where the code of the chart does not", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  await withoutLazyCode(page, workspace.path(USAGE));
  await page.goto(workspace.path(USAGE));
  await expect(page.getByText(/^No AI credits used/)).toBeVisible();
  await use(workspace, [{ amount: 725 }]);
  await expect(row(page, "Who used credits", /Ines Carvalho/)).toContainText("7.25");
  await expect(page.getByText("The chart did not load.")).toBeVisible();
});

test("nothing used: says so, and offers the nearest range that has something", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path(USAGE));
  await expect(page.getByText("No AI credits used yet", { exact: true })).toBeVisible();
  const figure = (name: RegExp) => page.locator("dl > div").filter({ hasText: name });
  await expect(figure(/^Runs out/)).toContainText("No AI credits yet");
  await expect(figure(/^Used/)).toContainText("nothing to compare with yet");
  await expectAccessibleInBothThemes(page);
  await workspace.grant("ai", "100.00");
  await use(workspace, [{ amount: 725 }]);
  await page.goto(workspace.path(`${USAGE}?from=2026-01-06&to=2026-01-05`));
  await expect(page.getByText("The last day was given first; shown instead:")).toBeVisible();
  await expect(page.getByText(/^No AI credits used from 5 to 6 Jan/)).toBeVisible();
  await page.getByRole("link", { name: /^Last 30 days/ }).click();
  await expect(row(page, "Who used credits", /Ines Carvalho/)).toContainText("7.25");
});

test("chart and table fit, and are accessible in both themes", async ({ page, workspace }) => {
  test.slow();
  await workspace.grant("ai", "1000.00");
  const uses = Array.from({ length: 12 }, (_, index) => ({
    amount: 100 + index,
    operation: `custom:scan_${index}`,
  }));
  await use(workspace, uses);
  for (const view of ["", "?view=table", "?group=member&from=2026-01-01"]) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(workspace.path(USAGE + view));
    await expect(row(page, "Who used credits", /Ines Carvalho/)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
    await page.setViewportSize({ width: 1440, height: 900 });
    if (view !== "?view=table") await expect(page.locator(".recharts-bar").first()).toBeVisible();
    await expectAccessibleInBothThemes(page);
  }
  // The rows behind Other open in place.
  await page.goto(workspace.path(USAGE));
  const table = page.getByRole("table", { name: "What credits were used on" });
  await expect(table.getByRole("row")).toHaveCount(6);
  await table.getByRole("button", { name: "Open Other" }).click();
  await expect(table.getByRole("row")).toHaveCount(14);
});

test("only owners and admins see it; strangers find nothing", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  await otherWorkspace.grant("ai", "100.00");
  await use(otherWorkspace, [{ amount: 725 }]);
  for (const role of ["member", "billing", "viewer"] as const) {
    const { page: theirs } = await otherWorkspace.member(role, `Somebody ${role}`);
    await theirs.goto(otherWorkspace.path(USAGE));
    await expect(theirs.getByText("Team usage is visible to admins")).toBeVisible();
    await expect(theirs.getByRole("link", { name: "Team usage" })).toHaveCount(0);
    const html = await (await theirs.request.get(otherWorkspace.path(USAGE))).text();
    expect(html).not.toMatch(/7\.25|Who used credits/);
    await expect(theirs.getByRole("link", { name: "Go to Billing" })).toHaveAttribute(
      "href",
      otherWorkspace.path("/settings/billing"),
    );
    const file = await theirs.request.get(`/api/exports/usage?workspace=${otherWorkspace.slug}`);
    expect(file.status()).toBe(403);
  }
  const admin = await otherWorkspace.member("admin", "Ada Admin");
  await admin.page.goto(otherWorkspace.path(USAGE));
  await expect(row(admin.page, "Who used credits", /Ines Carvalho/)).toContainText("7.25");

  expect((await page.goto(otherWorkspace.path(USAGE)))?.status()).toBe(404);
  const stolen = await page.request.get(`/api/exports/usage?workspace=${otherWorkspace.slug}`);
  expect(stolen.status()).toBe(404);
  // Another workspace's people and campaigns as filters of one's own find nothing of theirs.
  const mine = await page.request.get(
    workspace.path(`${USAGE}?member=${otherWorkspace.owner.userId}`),
  );
  expect(await mine.text()).not.toMatch(/Southgate|7\.25/);
});
