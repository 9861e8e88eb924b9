import type { Page } from "@playwright/test";
import { backFromCheckout } from "./checkout";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { hydrated } from "./hydrated";
import { chooseCsv, nameNewList, unanswered, userNames } from "./imports";
import { withStreamedParts } from "./streamed";

/** An import that waits for its credits, as when its buyer left the checkout: 10 leads at 70, with 100 there. Answers its address. */
async function waiting(page: Page, workspace: Workspace, leads = 10): Promise<string> {
  await workspace.grant("lead", "100.00");
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, userNames(leads), "roasters.csv");
  const add = page.getByRole("button", { name: /^Add [\d,]+ and continue/ });
  await add.waitFor();
  const draft = page.url();
  await add.click();
  await page.getByRole("button", { name: /^Pay \$/ }).waitFor();
  await page.goto(workspace.path("/activity?state=blocked"));
  return draft;
}

const badge = (page: Page) => page.getByRole("button", { name: /^Credits available/ });

/** The page of a run that waits for 600 more. */
async function itsPage(page: Page, workspace: Workspace) {
  await waiting(page, workspace);
  await page.getByRole("link", { name: "roasters" }).click();
  const panel = page.getByRole("region", { name: "You need 600 more lead credits" });
  await expect(panel).toBeVisible();
  return panel;
}

test("a run that waits says what it lacks and until when; it can wait longer, and wait no more", async ({
  page,
  workspace,
}) => {
  const draft = await waiting(page, workspace);
  await expect(page.getByRole("row", { name: /roasters/ })).toContainText(
    /Waits for credits, needs 600 more, until (\d+ \w+, )?\d\d:\d\d/,
  );
  await page.getByRole("link", { name: "roasters" }).click();
  const panel = page.getByRole("region", { name: "You need 600 more lead credits" });
  await expect(panel).toContainText("It can use up to 700, and 100 is available");
  await expectAccessibleInBothThemes(page);
  const until = await panel.locator("time").first().getAttribute("datetime");
  await panel.getByRole("button", { name: "Wait a day" }).click();
  await expect(panel.locator("time").first()).not.toHaveAttribute("datetime", until ?? "");
  const run = page.url();
  await page.goto(workspace.path("/activity?state=blocked"));
  await expect(page.getByRole("row", { name: /roasters/ })).toContainText(
    /needs 600 more, until \d+ [A-Z][a-z]{2}, \d\d:\d\d/,
  );
  await page.goto(draft);
  await expect(page.getByText(/^Starts by itself/)).toHaveText(
    /when the credits arrive, until \d+ [A-Z][a-z]{2}, \d\d:\d\d\.$/,
  );
  await page.route("**/leads/import*", unanswered);
  await page.getByRole("button", { name: "Stop waiting" }).click();
  await expect(page.getByText("Not stopped. Try again.")).toBeVisible();
  await page.unroute("**/leads/import*", unanswered);
  await page.goto(run);
  await panel.getByRole("button", { name: "Stop waiting" }).press("Enter");
  await expect(panel).toBeHidden();
  // What came of it has the focus, which was on what is gone.
  await expect(page.locator(":focus")).toContainText("Nothing was charged.");
  await expect(page.getByText("Stopped before it did anything.")).toBeVisible();
  await expect(badge(page)).toHaveAccessibleName(/100 lead/);
});

test("a tab that nobody looked at knows, once it is looked at, what happened while it heard nothing", async ({
  page,
  workspace,
}) => {
  await page.clock.install();
  await waiting(page, workspace);
  await page.getByRole("link", { name: "roasters" }).click();
  const panel = page.getByRole("region", { name: "You need 600 more lead credits" });
  await expect(panel).toBeVisible();
  await hydrated(page);

  await looked(page, false);
  await page.clock.fastForward("01:01");
  const other = withStreamedParts(await page.context().newPage());
  await other.goto(page.url());
  await other.getByRole("button", { name: "Stop waiting" }).click();
  await expect(other.getByRole("region", { name: /^You need/ })).toBeHidden();
  await expect(panel).toBeVisible();
  await looked(page, true);
  await expect(panel).toBeHidden();
});

/** Brings the tab to the front, or puts another before it. */
const looked = (page: Page, at: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, !at);

test("a run that waits for more than any package brings is not said to go on with one", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "10000.00");
  await waiting(page, workspace, 1_570);
  await workspace.charge("lead", "10000.00", {});
  await page.getByRole("link", { name: "roasters" }).click();
  const panel = page.getByRole("region", { name: "You need 109,800 more lead credits" });
  await expect(panel).toContainText(
    "No single package covers it. Lead 100k and 2 × Lead 5k cover it: 110,000 for $790, one purchase each.",
  );
  await expect(panel.getByRole("button", { name: /and continue/ })).toHaveCount(0);
  await panel.getByRole("button", { name: /^Add 100,000 \$700\.00/ }).click();
  await backFromCheckout(page);
  await expect(panel.getByRole("status")).toHaveText("Checkout was closed. Nothing was charged.");
  await panel.getByRole("button", { name: /^Add 100,000 \$700\.00/ }).click();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await page.getByRole("link", { name: "Back to where you were" }).click();
  await expect(
    page.getByRole("region", { name: "You need 9,800 more lead credits" }),
  ).toBeVisible();
});

test("of a run that waits, the part that is covered can be imported instead", async ({
  page,
  workspace,
}) => {
  await waiting(page, workspace);
  await page.getByRole("link", { name: "roasters" }).click();
  await page
    .getByRole("radio", { name: "Import only the first lead 70 lead credits, fits now" })
    .click();
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(page.getByLabel("Stop after", { exact: true })).toHaveValue("1");
  const start = page.getByRole("button", { name: /^Start import/ });
  await expect(start).toHaveAccessibleName(/70 credits/);
  await start.click();
  await workspace.letRunsBegin();
  await expect(page.getByRole("heading", { name: "1 lead imported" })).toBeVisible();
  await page.goto(workspace.path("/activity?state=blocked"));
  await expect(page.getByRole("row", { name: /roasters/ })).toHaveCount(0);
});

test("a run that waits goes on with the purchase made from its page", async ({
  page,
  workspace,
}) => {
  await waiting(page, workspace);
  await page.getByRole("link", { name: "roasters" }).click();
  await page.getByRole("button", { name: /^Add 1,000 and continue/ }).click();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await page.waitForURL(/billing\/return/);
  await page.getByRole("link", { name: "Back to where you were" }).click();
  await expect(page.getByText("Charged 700.", { exact: false })).toBeVisible();
  await expect(page.getByText("As estimated.")).toBeVisible();
});

test("what became of a run between the drawing of its page and the first that page heard is on it", async ({
  page,
  workspace,
}) => {
  const panel = await itsPage(page, workspace);
  const other = withStreamedParts(await page.context().newPage());
  await other.goto(page.url());
  let letIn = () => {};
  const away = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  await page.route("**/api/events?*", async (route) => {
    await away;
    await route.continue();
  });
  await page.reload();
  await other.getByRole("button", { name: "Stop waiting" }).click();
  await expect(other.getByRole("region", { name: /^You need/ })).toBeHidden();
  await expect(panel).toBeVisible();
  letIn();
  await expect(panel).toBeHidden();
});

test("a press is answered while the page hears nothing, and one that came to nothing says so", async ({
  page,
  workspace,
}) => {
  await page.route("**/api/events?*", (route) => route.abort());
  const panel = await itsPage(page, workspace);
  const stop = panel.getByRole("button", { name: "Stop waiting" });
  await hydrated(page);
  await page.route("**/activity/*", unanswered);
  await stop.click();
  await expect(page.getByText("Not stopped. Try again.")).toBeVisible();
  await panel.getByRole("button", { name: "Wait a day" }).click();
  await expect(page.getByText("Nothing changed. Try again.")).toBeVisible();
  await page.unroute("**/activity/*", unanswered);
  const until = await panel.locator("time").first().getAttribute("datetime");
  await panel.getByRole("button", { name: "Wait a day" }).click();
  await expect(panel.locator("time").first()).not.toHaveAttribute("datetime", until ?? "");
  await stop.click();
  await expect(panel).toBeHidden();
});

test("what is to be drawn anew while the network is lost waits for it, and the page stays", async ({
  page,
  workspace,
}) => {
  await page.clock.install();
  await itsPage(page, workspace);
  await hydrated(page);
  await page.evaluate(() => Object.assign(window, { kept: true }));

  // Time stands still here between what is heard and what is asked for because of it.
  await page.clock.pauseAt(Date.now() + 60_000);
  await workspace.grant("lead", "1.00");
  await expect(async () => {
    await page.clock.runFor(1);
    await expect(badge(page)).toHaveAccessibleName(/101/, { timeout: 100 });
  }).toPass();
  await page.context().setOffline(true);
  await page.clock.runFor(10_000);
  const drawn = page.waitForResponse(/_rsc=/);
  await page.context().setOffline(false);
  await page.clock.runFor(10_000);
  expect((await drawn).ok()).toBe(true);
  expect(await page.evaluate(() => "kept" in window)).toBe(true);
});

test("who may not buy lets the import wait too: it begins when somebody else's credits arrive", async ({
  workspace,
}) => {
  await workspace.grant("lead", "100.00");
  const { page } = await workspace.member("member");
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, userNames(10), "roasters.csv");
  const panel = page.getByRole("region", { name: "You need 600 more lead credits" });
  const wait = panel.getByRole("button", { name: /^Start when the credits arrive/ });
  await expect(wait).toHaveAccessibleName(/uses up to 700 lead credits/);
  await wait.press("Enter");
  const waits = panel.getByText(/^Starts by itself when the credits arrive/);
  await expect(waits).toHaveText(/until (\d+ \w+, )?\d\d:\d\d\.$/);
  await expect(wait).toHaveCount(0);
  await expect(panel).toBeFocused();
  await expectAccessibleInBothThemes(page);
  const until = await waits.textContent();
  await panel.getByRole("button", { name: "Wait a day" }).press("Enter");
  await expect(waits).not.toHaveText(until ?? "");
  await panel.getByRole("button", { name: "Ask for credits" }).press("Enter");
  await expect(panel.getByText(/^Asked Ines/)).toBeVisible();

  // With another choice it is no longer what waits: it can be set to wait in its place.
  await nameNewList(page, "Of Porto");
  await wait.press("Enter");
  await expect(wait).toHaveCount(0);
  await page.goto(workspace.path("/activity?state=blocked"));
  await expect(page.getByRole("row", { name: /roasters/ })).toHaveCount(1);

  await workspace.grant("lead", "1000.00");
  const { creditsArrived } = await import("@/lib/credits/mutations/arrivals");
  await creditsArrived({ workspaceId: workspace.id, kind: "lead", continueRunId: null });
  await page.goto(workspace.path("/leads"));
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("row", { name: /Of Porto/ })).toContainText("10", {
      timeout: 1_000,
    });
  }).toPass();
});
