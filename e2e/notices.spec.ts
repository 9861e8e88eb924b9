import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { withStreamedParts } from "./streamed";

const bell = (page: Page, unread = 0) =>
  page.getByRole("button", { name: unread ? `Notices, ${unread} unread` : "Notices", exact: true });
const notices = (page: Page) => page.getByRole("dialog", { name: "Notices" });

/** Imports so many leads, at 70 lead credits each. */
async function readNames(page: Page, workspace: Workspace, count: number, who = "person") {
  const names = Array.from({ length: count }, (_, at) => `${who}_${at}`).join("\n");
  await page.goto(workspace.path("/leads/import"));
  await page.getByRole("radio", { name: "Paste" }).click();
  await page.getByLabel("Usernames", { exact: true }).fill(names);
  await page.getByRole("button", { name: "Read usernames" }).click();
}

async function importLeads(page: Page, workspace: Workspace, count: number, who = "person") {
  await readNames(page, workspace, count, who);
  await page.getByRole("button", { name: /^Start import/ }).click();
  await workspace.letRunsBegin();
  await expect(page.getByRole("heading", { name: /^\d+ leads? imported$/ })).toBeVisible();
}

test("a crossing is told behind the bell of every open tab, read by keyboard, and leads to its page", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("lead", "150.00");
  const priya = await workspace.member("member");
  await priya.page.goto(workspace.path("/leads"));
  const tab = withStreamedParts(await workspace.owner.context.newPage());
  await tab.goto(workspace.path("/leads"));
  await bell(tab).click();
  await expect(notices(tab)).toContainText("You are told here when a balance runs low");
  await tab.keyboard.press("Escape");
  await expect(bell(tab)).toBeFocused();

  const told = "Lead credits are low: 80 available";
  // A live region says something for five seconds: whoever looks for it later finds the next words.
  const spoken = tab
    .getByRole("status")
    .filter({ hasText: told })
    .waitFor({ state: "attached", timeout: 60_000 });
  await importLeads(page, workspace, 1);
  await expect(bell(tab, 1)).toBeVisible();
  await expect(bell(page, 1)).toBeVisible();
  await spoken;

  await bell(tab, 1).press("Enter");
  await expect(notices(tab).getByRole("link", { name: `Unread: ${told}` })).toBeVisible();
  await expectAccessibleInBothThemes(tab);
  await tab.getByRole("button", { name: `Mark as read: ${told}` }).press("Enter");
  const link = notices(tab).getByRole("link", { name: told, exact: true });
  await expect(link).toBeFocused();
  await expect(bell(page)).toBeVisible();
  await tab.reload();
  await expect(bell(tab)).toBeVisible();
  await bell(tab).press("Enter");
  await link.press("Enter");
  await expect(tab).toHaveURL(/\/settings\/billing\?kind=lead$/);
  await expect(notices(tab)).toBeHidden();

  // Whoever may not buy is told nothing, unless an admin says so.
  await bell(priya.page).click();
  await expect(notices(priya.page)).toContainText("No notices");
  await expect(notices(priya.page).getByRole("button", { name: "Mark all read" })).toHaveCount(0);
});

test("on a phone the notices fill the screen, one is read or all at once", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("lead", "150.00");
  await importLeads(page, workspace, 1);
  await expect(bell(page, 1)).toBeVisible();
  await importLeads(page, workspace, 1, "someone");
  await expect(bell(page, 2)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(workspace.path());
  await bell(page, 2).click();
  const sheet = notices(page);
  await expect(sheet.getByRole("link", { name: /almost out: 10 available/ })).toBeVisible();
  await expect
    .poll(() => sheet.evaluate((element) => element.getBoundingClientRect().width))
    .toBe(390);
  await expectAccessibleInBothThemes(page);
  await sheet.getByRole("button", { name: /^Mark as read: Lead credits are low/ }).click();
  await expect(sheet.getByRole("link", { name: /^Unread/ })).toHaveCount(1);
  await expect(sheet.getByRole("link", { name: /^Unread: .* almost out/ })).toBeVisible();
  await page.reload();
  await bell(page, 1).click();
  await sheet.getByRole("button", { name: "Mark all read" }).click();
  await expect(sheet.getByRole("link", { name: /^Unread/ })).toHaveCount(0);
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(bell(page)).toBeFocused();
  await page.reload();
  await expect(bell(page)).toBeVisible();
});

test("notices that do not load say so, and load when asked again", async ({ page, workspace }) => {
  await page.goto(workspace.path());
  await page.route("**/api/notices?*", (route) => route.abort());
  await bell(page).click();
  await expect(notices(page).getByRole("status")).toContainText("Loading notices");
  await expect(notices(page).getByRole("alert")).toContainText("Notices did not load");
  await page.unroute("**/api/notices?*");
  await notices(page).getByRole("button", { name: "Try again" }).click();
  await expect(notices(page)).toContainText("No notices");
});

test("who is told is chosen: a member sees it, and the owner does not", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("lead", "150.00");
  const priya = await workspace.member("member");
  await page.goto(workspace.path("/settings/alerts"));
  await page.getByRole("radio", { name: "Chosen members" }).click();
  await page.getByRole("checkbox", { name: /Priya Raman/ }).check();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved who is told.")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await priya.page.goto(workspace.path());
  await importLeads(page, workspace, 1);
  await expect(bell(priya.page, 1)).toBeVisible();
  await expect(bell(page)).toBeVisible();

  await page.goto(workspace.path("/settings/alerts"));
  const sent = page.getByRole("listitem").filter({ hasText: "Lead credits are low" });
  await expect(sent).toContainText("In Wellspent, to 1 person");
});

test("an API key and a campaign are limited by name; the key's program is refused, and stays named when revoked", async ({
  page,
  workspace,
  playwright,
  baseURL,
}) => {
  test.slow();
  await workspace.grant("ai", "500.00");
  const campaignId = crypto.randomUUID();
  const inputs = { campaign: "Spring roast launch" };
  await workspace.charge("ai", "30.00", { campaignId, inputs } as never);
  await page.goto(workspace.path("/settings/api-keys"));
  await page.getByRole("textbox", { name: "Name" }).fill("Site crawler");
  await page.getByRole("checkbox", { name: "Spend credits" }).check();
  await page.getByRole("button", { name: "Create key" }).click();
  const made = page.getByRole("alertdialog", { name: "Key Site crawler is made" });
  const secret = await made.getByText(/^ws_live_/).innerText();
  await made.getByRole("button", { name: "Done" }).click();

  await page.goto(workspace.path("/settings/alerts"));
  for (const [group, name, amount] of [
    ["API keys", "Site crawler", "20"],
    ["Campaigns", "Spring roast launch", "40"],
  ] as const) {
    await page.getByRole("button", { name: "Add limit" }).click();
    const dialog = page.getByRole("dialog", { name: "Add monthly limit" });
    const choice = dialog.locator(`optgroup[label="${group}"] option`, { hasText: name });
    await dialog.getByLabel("For").selectOption((await choice.getAttribute("value")) ?? "");
    await dialog.getByLabel("Most in a month").fill(amount);
    await dialog.getByRole("button", { name: "Save limit" }).click();
    await expect(dialog).toBeHidden();
  }
  const campaign = page.getByRole("row").filter({ hasText: "Spring roast launch" });
  await expect(campaign.getByRole("cell", { name: "10.00 AI credits", exact: true })).toBeVisible();

  const request = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  const spend = (amount: string) =>
    request.post("/api/v1/charges", {
      headers: { authorization: `Bearer ${secret}`, "idempotency-key": crypto.randomUUID() },
      data: { operation: "custom:crawl", kind: "ai", amount },
    });
  expect((await spend("16.00")).status()).toBe(201);
  expect(await (await spend("4.01")).json()).toMatchObject({ code: "cap_reached" });
  await request.dispose();
  await bell(page, 1).click();
  await expect(notices(page)).toContainText(
    "API key Site crawler used 80% of a monthly limit of 20.00 AI credits",
  );
  await page.keyboard.press("Escape");

  await page.reload();
  const key = page.getByRole("row").filter({ hasText: "API key Site crawler" });
  await expect(key.getByRole("cell", { name: "4.00 AI credits", exact: true })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.goto(workspace.path("/settings/api-keys"));
  await page.getByRole("button", { name: "Revoke Site crawler" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("Revoked", { exact: true })).toBeVisible();
  await page.goto(workspace.path("/settings/alerts"));
  await expect(key).toContainText("revoked");
  await key.getByRole("button", { name: "Actions for API key Site crawler" }).click();
  await expect(page.getByRole("menuitem", { name: "Change limit" })).toBeHidden();
  await page.getByRole("menuitem", { name: "Lift limit" }).click();
  await page.getByRole("button", { name: "Lift limit" }).click();
  await expect(key).toBeHidden();
  await expect(campaign).toBeVisible();
});

test("a dispute freezes credits, then takes them or not; what is owed is settled by a purchase; pages say each", async ({
  page,
  workspace,
  payments,
}) => {
  test.slow();
  const buy = async (packageId: string) => {
    await page.goto(workspace.path(`/settings/billing?kind=lead&buy=${packageId}`));
    await page.getByRole("button", { name: /^Continue to checkout/ }).click();
    await page.getByRole("button", { name: /^Pay \$/ }).click();
    await expect(page.getByRole("heading", { name: /credits added$/ })).toBeVisible();
    return new URL(page.url()).searchParams.get("session_id") ?? "";
  };
  const lots = page.getByRole("region", { name: "Lots" });
  const receiptOf = async (name: RegExp) => {
    await page.goto(workspace.path("/settings/billing/receipts"));
    return page.getByRole("row", { name });
  };
  const dispute = async (session: string) => {
    await page.goto(workspace.path("/settings/billing?kind=lead"));
    await payments.dispute(session);
    await expect(lots).toContainText("650 frozen, dispute open");
    await expect(page.getByText("Held for 1 dispute: Lead 1k", { exact: true })).toBeVisible();
    await expect(await receiptOf(/Disputed, credits frozen/)).toContainText("Lead 1k");
  };
  const session = await buy("lead-1k");
  await importLeads(page, workspace, 5);
  await dispute(session);
  await page.goBack();
  // What is held by it leads to the purchase, and that to its receipt.
  await page.getByRole("term").getByRole("link", { name: "Lead 1k" }).click();
  const purchase = page.getByRole("dialog", { name: "Purchase" });
  await purchase.getByRole("link", { name: "Open, what is left is frozen" }).click();
  await expect(page.getByRole("row", { name: /Disputed, credits frozen/ })).toBeVisible();
  await payments.loseDispute(session);
  await page.getByRole("button", { name: /^Notices/ }).click();
  await expect(notices(page)).toContainText("Dispute of Lead 1k lost: 650 lead credits taken");
  await expect(notices(page)).toContainText("350 were spent already and are owed");

  await page.keyboard.press("Escape");
  await page.goto(workspace.path("/settings/billing?kind=lead"));
  await expect(page.getByRole("region", { name: "Lead credit balance" })).toContainText(
    /Owed after a lost dispute.*350/,
  );
  await page.getByRole("button", { name: /^Credits available/ }).click();
  await expect(page.getByRole("dialog", { name: "Credit balance" })).toContainText(
    /Owed, settled by the next purchase\s*350/,
  );

  // What is offered for a shortage covers it after the debt.
  await readNames(page, workspace, 15);
  const shortage = page.getByRole("region", { name: "You need 700 more lead credits" });
  await expect(shortage).toContainText(
    "350 of what is bought settles the debt of a dispute first.",
  );
  await expect(shortage.getByRole("button", { name: /^Add 5,000 and continue/ })).toBeVisible();

  const next = await buy("lead-1k");
  await expect(page.getByText("350 settled a debt. Your balance is 650.")).toBeVisible();
  await expect(page.getByRole("definition").first()).toHaveText(/^0\s*650$/);
  await expectAccessibleInBothThemes(page);
  await dispute(next);
  await expect(page.getByRole("row", { name: /Dispute lost/ })).toContainText("Lead 1k");
  await page.goto(workspace.path("/settings/billing?kind=lead"));
  await payments.winDispute(next);
  await expect(lots).toContainText("650 left of 1,000, in use");
  await expect(await receiptOf(/Dispute won/)).toContainText("Lead 1k");
  const total = page.getByRole("row", { name: /less refunds and lost disputes/ });
  await expect(total).toContainText("$10.00");
});
