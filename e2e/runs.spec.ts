import type { Page } from "@playwright/test";
import { awake } from "./awake";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";

const names = (count: number): string =>
  Array.from({ length: count }, (_, at) => `user${at}\n`).join("");

/** An import that waits for its credits, as when its buyer left the checkout: 10 leads at 70, with 100 there. Answers its address. */
async function waiting(page: Page, workspace: Workspace, leads = 10): Promise<string> {
  await workspace.grant("lead", "100.00");
  await page.goto(workspace.path("/leads/import"));
  await page.getByLabel("Choose a CSV, or drop it here").setInputFiles({
    name: "roasters.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(names(leads)),
  });
  const add = page.getByRole("button", { name: /^Add [\d,]+ and continue/ });
  await add.waitFor();
  const draft = page.url();
  await add.click();
  await page.getByRole("button", { name: /^Pay \$/ }).waitFor();
  await page.goto(workspace.path("/activity?state=blocked"));
  return draft;
}

const badge = (page: Page) => page.getByRole("button", { name: /^Credits available/ });

test("every run is a row: new ones wait behind a button, states move by themselves, filters are in the address", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "5000.00");
  const first = await workspace.startRun({ leads: 3, subject: "first" });
  await page.goto(workspace.path("/activity"));
  const row = page.getByRole("row", { name: /first/ });
  await expect(row).toContainText("Running, 0%");
  await expect(row).toContainText("210");

  await workspace.startRun({ leads: 2, subject: "second" });
  await page.getByRole("button", { name: "1 new run" }).click();
  await expect(page.getByRole("row", { name: /second/ })).toBeVisible();

  await workspace.finishRun(first);
  await expect(row).toContainText("Done");
  await expectAccessibleInBothThemes(page);

  await page.getByRole("button", { name: /^State/ }).click();
  await page.getByRole("option", { name: "Done" }).click();
  await expect(page).toHaveURL(/state=done/);
  await expect(page.getByRole("row", { name: /second/ })).toHaveCount(0);
  await page.reload();
  await expect(row).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("row", { name: /second/ })).toBeVisible();
});

test("each run that holds credits is named where they are missing, and leads to its page", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "5000.00");
  const runs: Record<string, string> = {};
  for (const subject of ["first", "second", "third", "fourth"]) {
    runs[subject] = await workspace.startRun({ leads: 1, subject });
  }
  await page.goto(workspace.path("/settings/billing?kind=lead"));
  const card = page.getByRole("region", { name: "Lead credit balance" });
  await badge(page).click();
  const details = page.getByRole("dialog", { name: "Credit balance" });
  for (const place of [details, card]) {
    for (const subject of ["fourth", "third", "second"]) {
      await expect(place.getByRole("link", { name: subject })).toHaveAttribute(
        "href",
        workspace.path(`/activity/${runs[subject]}`),
      );
    }
    await expect(place.getByRole("link", { name: "1 more" })).toHaveAttribute(
      "href",
      workspace.path("/activity?state=active"),
    );
  }
  await details.getByRole("link", { name: "third" }).click();
  await expect(page).toHaveURL(workspace.path(`/activity/${runs.third}`));
});

test("what a program holds is there under the name of its key, with exactly its transactions", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "50.00");
  const secret = await workspace.program("Nightly sync");
  await page.goto(workspace.path("/activity"));

  const call = async (path: string, data: object) => {
    const headers = {
      authorization: `Bearer ${secret}`,
      "idempotency-key": crypto.randomUUID(),
    };
    const answer = await page.request.post(`/api/v1${path}`, { headers, data });
    expect(answer.status(), await answer.text()).toBe(201);
    return (await answer.json()) as { id: string };
  };
  const { id } = await call("/holds", { operation: "custom:crawl", kind: "ai", amount: "10.00" });
  const row = page.getByRole("row", { name: /Crawl.*API key Nightly sync/ });
  await expect(row).toContainText("Held, until");
  await badge(page).click();
  await expect(
    page.getByRole("dialog", { name: "Credit balance" }).getByRole("link", { name: "Crawl" }),
  ).toHaveAttribute("href", workspace.path(`/activity/${id}`));
  await page.keyboard.press("Escape");
  await expect(row).toContainText("at most 10.00");
  await call(`/holds/${id}/capture`, { amount: "4.00", settle: true });
  await expect(row).toContainText("Captured");

  await row.getByRole("link").click();
  await expect(page.getByText("started by API key Nightly sync")).toBeVisible();
  await expect(page.getByText("Held, at most")).toBeVisible();
  await expect(page.getByText("Quoted before the run")).toHaveCount(0);
  const own = page.getByRole("region", { name: "Its transactions" }).getByRole("listitem");
  await expect(own).toHaveCount(1);
  await expect(own).toContainText("\u22124.00");
});

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
  await page.goto(run);
  await panel.getByRole("button", { name: "Stop waiting" }).click();
  await expect(panel).toBeHidden();
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
  await awake(page);

  await looked(page, false);
  await page.clock.fastForward("01:01");
  const other = await page.context().newPage();
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
    .getByRole("radio", { name: "Import only the first 1 70 lead credits, fits now" })
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

test("an import is started and stopped by keyboard alone, and leaves a receipt", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("lead", "7000000.00");
  await page.goto(workspace.path("/leads/import"));
  // Listened for on the way there: asked for beside the press, the browser may open the dialog of the system first.
  const chooser = page.waitForEvent("filechooser");
  await tabTo(page, page.getByLabel("Choose a CSV, or drop it here"));
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(names(100_000)),
  });
  const start = page.getByRole("button", { name: /^Start import/ });
  await expect(start).toHaveAccessibleName(/7,000,000 credits/, { timeout: 60_000 });
  await tabTo(page, start);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Starting. Nothing is charged yet.")).toBeVisible();
  await workspace.letRunsBegin();
  await expect(page.getByRole("progressbar")).not.toHaveAttribute("aria-valuenow", "0");
  await tabTo(page, page.getByRole("button", { name: "Stop", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Stopped after/ })).toBeVisible();
  await expect(page.getByText(/below the estimate, because it stopped at/)).toBeVisible();
  await tabTo(page, page.getByRole("link", { name: "View transactions" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/run=/);
});

/** Walks on with Tab until the focus is there, and says so when it never is. */
async function tabTo(page: Page, target: ReturnType<Page["locator"]>) {
  await target.waitFor();
  for (let steps = 0; steps < 120; steps += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${target}`);
}
