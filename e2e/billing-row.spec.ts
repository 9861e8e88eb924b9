import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";
import { amountOf, book, bookUse, grantLot, sendMessages } from "./ledger";
import { expectUncovered } from "./uncovered";

// Half an hour off the full hours, so that no other zone is taken for it.
test.use({ timezoneId: "Asia/Kolkata" });

const BILLING = "/settings/billing";
const table = (page: Page) => page.getByRole("table", { name: "Transaction history" });
const drawer = (page: Page, name: string) => page.getByRole("dialog", { name });

/** Keys mean something once the page's script listens: J focuses a row. */
const untilItListens = (page: Page) =>
  expect(async () => {
    await page.keyboard.press("j");
    await expect(table(page).locator("a:focus")).toHaveCount(1, { timeout: 500 });
  }).toPass();

test("a step on the balance line opens how it was paid, by keyboard, and a lot leads to the same row", async ({
  page,
  workspace,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(workspace.path(`${BILLING}?buy=popular`));
  await page.getByRole("button", { name: /^Continue to checkout/ }).click();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  await page.goto(workspace.path(BILLING));

  const step = page.getByRole("link", { name: /^Purchase, plus 550\.00 AI credits/ });
  await untilItListens(page);
  await step.press("Enter");
  const purchase = drawer(page, "Purchase");
  await expect(purchase).toContainText("$50.00, Visa 4242");
  await expect(purchase.getByRole("link", { name: /opens in a new tab/ })).toHaveAttribute(
    "href",
    /receipt/,
  );
  const copy = purchase.getByRole("button", { name: "Copy receipt number" });
  await copy.click();
  await expect(purchase.getByRole("button", { name: "Copied" })).toBeVisible();
  await expect(copy).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(purchase).toBeHidden();
  await expect(step).toBeFocused();

  await page.getByRole("link", { name: /left of 550, in use|550\.00 waiting/ }).click();
  await expect(purchase).toContainText("Visa 4242");
  await page.goBack();
  await expect(purchase).toBeHidden();

  // How it was paid is for those who may buy.
  const { page: theirs } = await workspace.member("member");
  await theirs.goto(workspace.path(BILLING));
  await theirs.getByRole("link", { name: /^Purchase, plus 550\.00/ }).click();
  await expect(drawer(theirs, "Purchase")).toContainText("Valid until");
  await expect(drawer(theirs, "Purchase")).not.toContainText("Visa");
});

test("where the browser has no clipboard, as without https, an id is copied all the same", async ({
  page,
  workspace,
}) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "clipboard", { value: undefined }),
  );
  await workspace.grant("ai", "10.00");
  await page.goto(workspace.path(`${BILLING}?tx=ai-1`));
  const row = drawer(page, "Grant");
  await row.getByRole("button", { name: "Copy transaction id" }).click();
  await expect(row.getByRole("button", { name: "Copied" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row).toBeHidden();
  await page.keyboard.press("ControlOrMeta+k");
  const find = page.getByRole("combobox", { name: "Find or run" });
  await expect(find).toBeFocused();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(find).toHaveValue("ai-1");
});

test("what explains a row is asked for when it is pointed at; opening it asks for nothing more", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await page.goto(workspace.path(BILLING));
  const row = table(page).getByRole("link", { name: "Regeneration" });
  const asked = page.waitForResponse(/\/api\/transactions\/ai-2\?/);
  await row.hover();
  expect((await asked).status()).toBe(200);

  const later: string[] = [];
  page.on("request", (request) => later.push(request.url()));
  await row.click();
  await expect(drawer(page, "Regeneration")).toContainText("Rate card version 2026-10-01");
  await expect(page).toHaveURL(/tx=ai-2/);
  // The neighbour is asked for ahead, so that J finds it there. The page itself is not rendered anew.
  await expect.poll(() => later.some((url) => /transactions\/ai-1\?/.test(url))).toBe(true);
  expect(later.filter((url) => /[?&]tx=|transactions\/ai-2/.test(url))).toEqual([]);
  await page.reload();
  await expect(drawer(page, "Regeneration")).toContainText("Rate card version 2026-10-01");
});

test("where what explains a row does not load, it is said, and tried again", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await page.route("**/api/transactions/**", (route) => route.abort());
  await page.goto(workspace.path(BILLING));
  await table(page).getByRole("link", { name: "Regeneration" }).click();
  const open = drawer(page, "Regeneration");
  await expect(open.getByRole("alert")).toContainText("What explains it did not load");
  await expect(open).toContainText("2.00");
  await page.unroute("**/api/transactions/**");
  await open.getByRole("button", { name: "Try again" }).click();
  await expect(open).toContainText("Rate card version 2026-10-01");
});

test("a charge of a run says what was quoted, held, given back and charged, from which lots, and what would have been cheaper", async ({
  page,
  workspace,
}) => {
  const { newId } = await import("@/lib/platform/ids");
  await grantLot(workspace, "ai", "Welcome", 60_00);
  await grantLot(workspace, "ai", "Popular", 550_00);
  const campaignId = newId();
  const runId = await sendMessages(workspace, { messages: 22, each: 4_10, campaignId });
  await page.goto(workspace.path(BILLING));
  await table(page).getByRole("link", { name: "Direct messages, premium" }).click();
  const open = drawer(page, "Direct messages, premium");
  const fact = (label: string) =>
    open
      .locator("dl > div")
      .filter({ has: page.getByText(label, { exact: true }) })
      .locator("dd");

  const lines = open.getByRole("table").getByRole("row");
  await expect(lines).toHaveCount(22);
  await expect(lines.nth(19)).toHaveText(/^Message 20\s*1,200 words in\s*4\.10$/);
  await expect(lines.nth(20)).toHaveText(/^and 2 more\s*8\.20$/);
  await expect(lines.nth(21)).toHaveText(/^Total\s*90\.20$/);
  await expect(fact("Quoted before the run")).toHaveText("55.00 to 330.00");
  await expect(fact("Held")).toHaveText("330.00, returned 239.80");
  const lots = fact("Taken from").locator("span");
  await expect(lots.nth(0)).toHaveText(/^Welcome 60, \d+ \w{3}: 60\.00$/);
  await expect(lots.nth(1)).toHaveText(/^Popular 550, \d+ \w{3}: 30\.20$/);
  await expect(fact("Balance")).toHaveText(/^610\.00\s*to\s*519\.80$/);
  await expect(fact("Model tier")).toHaveText("Premium");
  await expect(
    open.getByText("The same 22 messages on the standard tier would have cost about 21.12."),
  ).toBeVisible();
  await expect(open.getByRole("link", { name: "Open run" })).toHaveAttribute(
    "href",
    workspace.path(`/activity/${runId}`),
  );

  // What lies under the bar at the bottom comes out from under it with the focus.
  const run = fact("Everything in this run").getByRole("link", { name: /^Run [0-9A-F]{4}$/ });
  await run.evaluate((link) => {
    const sheet = link.closest("[data-slot=sheet]");
    const edge = sheet?.getBoundingClientRect().bottom ?? 0;
    sheet?.scrollBy(0, link.getBoundingClientRect().bottom + 4 - edge);
  });
  await run.focus();
  await expectUncovered(run);

  await fact("Campaign").getByRole("link", { name: "Spring launch" }).click();
  await expect(page).toHaveURL(new RegExp(`[?&]campaign=${campaignId}`));
  await expect(table(page).locator("tbody").getByRole("row")).toHaveCount(1);
  await table(page).getByRole("link", { name: "Direct messages, premium" }).click();
  await run.click();
  await expect(page).toHaveURL(new RegExp(`[?&]run=${runId}`));
});

test("a refund and its charge lead to each other", async ({ page, workspace }) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  const corrects = await bookUse(workspace, "Spring launch, post 4", 4_20);
  await book(workspace, "ai", {
    type: "refund",
    corrects,
    amount: await amountOf(4_20),
    reason: "Regeneration failed",
  });
  await page.goto(workspace.path(BILLING));
  await table(page).getByRole("link", { name: "Refund" }).click();
  await drawer(page, "Refund")
    .getByRole("link", { name: /^Regeneration, / })
    .click();
  const charge = drawer(page, "Regeneration");
  await expect(charge).toContainText("Why this was charged");
  await charge.getByRole("link", { name: /^\+4\.20, / }).click();
  await expect(drawer(page, "Refund")).toContainText("What was given back");
});

test("a time tells the reader's own time and UTC, to the pointer and to the keyboard", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await page.goto(workspace.path(BILLING));
  const at = await table(page).locator("time").first().getAttribute("datetime");
  const [own, utc] = ["Asia/Kolkata", "UTC"].map((timeZone) =>
    new Date(at ?? "").toLocaleTimeString("en-GB", { timeZone, timeStyle: "short" }),
  );
  const tip = page.getByRole("tooltip");
  await table(page).locator("time").first().hover();
  await expect(tip).toContainText(new RegExp(`Your time.*${own}.*UTC.*${utc}`));
  await page.keyboard.press("Escape");
  await expect(tip).toHaveCount(0);

  await table(page).getByRole("link", { name: "Regeneration" }).click();
  const time = drawer(page, "Regeneration").getByRole("button", { name: /, \d\d:\d\d UTC$/ });
  await expect(time).toBeVisible();
  await page.keyboard.press("Tab");
  await expect
    .poll(async () => {
      if (await time.evaluate((one) => one === document.activeElement)) return true;
      await page.keyboard.press("Tab");
      return false;
    })
    .toBe(true);
  await expect(tip).toContainText(new RegExp(`Your time.*${own}.*UTC.*${utc}`));
});

test("F finds a filter, Backspace takes the last one away, E says what an export holds", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  await bookUse(workspace, "Spring launch, post 4", 2_00);
  await page.goto(workspace.path(`${BILLING}?kind=ai`));
  await untilItListens(page);
  await page.keyboard.press("f");
  const typing = page.getByRole("combobox", { name: "Filter by operation" });
  await typing.pressSequentially("rgn");
  await expect(page.getByText("Nothing by that name.")).toBeVisible();
  await typing.fill("");
  await typing.pressSequentially("regen");
  await expect(page.getByRole("option", { name: /^Regeneration/, selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/op=content_regeneration/);
  await expect(table(page).locator("tbody").getByRole("row")).toHaveCount(1);

  await page.keyboard.press("e");
  const scope = page.getByRole("dialog", { name: "Export transactions" });
  await expect(scope).toContainText("1 row");
  await expect(scope).toContainText("All dates, AI credits, Regeneration");
  await page.keyboard.press("Escape");
  await expect(scope).toBeHidden();
  await expect(page.getByRole("button", { name: /^Export/ })).toBeFocused();

  await page.keyboard.press("f");
  await expect(typing).toBeFocused();
  await page.keyboard.press("Backspace");
  await expect(page).not.toHaveURL(/kind=ai/);
  await expect(page).toHaveURL(/op=content_regeneration/);
  await page.goBack();
  await expect(page).toHaveURL(/kind=ai/);
});

test("the header of the history stays while its rows go by, and older rows are a page of their own", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  for (let post = 1; post <= 55; post += 1) await bookUse(workspace, `Post ${post}`, 1);
  await page.goto(workspace.path(BILLING));
  const rows = table(page).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(50);
  await rows.last().scrollIntoViewIfNeeded();
  await expectUncovered(table(page).getByRole("columnheader", { name: "Operation" }));
  await expectUncovered(page.getByRole("heading", { name: "Buy AI credits" }));
  // Where the packages are higher than the window, they go with the page: their button is not below its edge to the end.
  await page.setViewportSize({ width: 1280, height: 560 });
  const buy = page.getByRole("button", { name: /^Continue to checkout/ });
  await buy.focus();
  await expectUncovered(buy);
  expect(await page.evaluate(() => window.scrollY)).toBeLessThan(560);
  await page.setViewportSize({ width: 1440, height: 900 });

  // Walking back up, no row that has the focus is under either header.
  const last = rows.last().getByRole("link");
  await last.focus();
  for (let up = 0; up < 30; up += 1) await page.keyboard.press("k");
  await expectUncovered(rows.nth(19).getByRole("link"));
  await expect(rows.nth(19).getByRole("link")).toBeFocused();

  await page.getByRole("link", { name: "Load older" }).click();
  await expect(rows).toHaveCount(6);
  await expect(page).toHaveURL(/before=ai-/);
  await page.getByRole("link", { name: "Load newer" }).click();
  await expect(rows).toHaveCount(50);
});
