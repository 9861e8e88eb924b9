import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";
import { chooseCsv, userNames } from "./imports";

/** What a row says of its amounts, each under its own heading. */
async function expectAmounts(row: Locator, amounts: Record<string, RegExp>): Promise<void> {
  const headings = await row.page().getByRole("columnheader").allInnerTexts();
  for (const [heading, amount] of Object.entries(amounts)) {
    await expect(row.getByRole("cell").nth(headings.indexOf(heading))).toHaveText(amount);
  }
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
  const amounts = { Quoted: /^210/, Held: /^210/, Charged: /^0/, Returned: /^0/ };
  await expectAmounts(row, amounts);
  // How far it came moves no credits: the run's own events say so.
  const { updateRunProgress } = await import("@/lib/credits/mutations/runs");
  const progress = { done: 1, total: 3 };
  await updateRunProgress({ workspaceId: workspace.id, runId: first, progress });
  await expect(row).toContainText("Running, 33%");

  await workspace.startRun({ leads: 2, subject: "second" });
  await page.getByRole("button", { name: "1 new run" }).click();
  await expect(page.getByRole("row", { name: /second/ })).toBeVisible();

  await workspace.finishRun(first);
  await expect(row).toContainText("Done");
  await expectAmounts(row, { ...amounts, Held: /^0/, Returned: /^210/ });
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

test("the columns of the list stay where they are while a run is being stopped", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "5000.00");
  await workspace.startRun({ leads: 3, subject: "first" });
  await page.goto(workspace.path("/activity"));
  const row = page.getByRole("row", { name: /first/ });
  const columns = () =>
    row.getByRole("cell").evaluateAll((cells) => cells.map((cell) => cell.clientWidth).slice(4));
  const before = await columns();
  const stop = row.getByRole("button", { name: "Stop first" });
  await stop.press("Enter");
  await expect(row).toContainText("Stopping");
  await expect(stop).toHaveAttribute("aria-busy", "true");
  expect(await columns()).toEqual(before);
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
  await expectAmounts(row, { Quoted: /^at most 10\.00/, Held: /^10\.00/, Charged: /^0\.00/ });
  await call(`/holds/${id}/capture`, { amount: "4.00", settle: true });
  await expect(row).toContainText("Captured");
  await expectAmounts(row, { Held: /^0\.00/, Charged: /^4\.00/, Returned: /^6\.00/ });

  await row.getByRole("link").click();
  await expect(page.getByText("started by API key Nightly sync")).toBeVisible();
  await expect(page.getByText("Held, at most")).toBeVisible();
  await expect(page.getByText("Quoted before the run")).toHaveCount(0);
  const own = page.getByRole("region", { name: "Its transactions" }).getByRole("listitem");
  await expect(own).toHaveCount(1);
  await expect(own).toContainText("\u22124.00");

  // The row says what was held, which was no quote, and leads back to where that is explained.
  const hold = page.url();
  await own.getByRole("link").click();
  const drawer = page.getByRole("dialog", { name: "Crawl" });
  await expect(drawer).toContainText("10.00, returned 6.00");
  await expect(drawer.getByText("Quoted before the run")).toHaveCount(0);
  await drawer.getByRole("link", { name: "Open hold" }).click();
  await expect(page).toHaveURL(hold);
});

test("the run of an import leads on to its list, and to the import itself", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "700.00");
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, userNames(2), "roasters.csv");
  await page.getByRole("button", { name: /^Start import/ }).click();
  await workspace.letRunsBegin();
  await expect(page.getByRole("heading", { name: "2 leads imported" })).toBeVisible();
  const itself = page.url();
  await page.goto(workspace.path("/activity"));
  await page.getByRole("link", { name: "roasters" }).click();
  await expect(page).toHaveURL(/\/activity\/./);
  const run = page.url();
  await page.getByRole("link", { name: "Open the import" }).click();
  await expect(page).toHaveURL(itself);
  await page.goto(run);
  await page.getByRole("link", { name: "View list" }).click();
  await expect(page.getByRole("heading", { name: "roasters" })).toBeVisible();

  // Whoever does not import sees what it brought.
  const viewer = await workspace.member("viewer");
  await viewer.page.goto(run);
  await expect(viewer.page.getByRole("link", { name: "View list" })).toBeVisible();
  await expect(viewer.page.getByRole("link", { name: "Open the import" })).toHaveCount(0);
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
    buffer: Buffer.from(userNames(100_000)),
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
  await expect(page.locator(":focus")).toContainText(/Stopped at [\d,]+/);
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
