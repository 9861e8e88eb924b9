import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { chooseCsv } from "./imports";

const SIZE = { width: 390, height: 844 };
test.use({ viewport: SIZE });

const NAME = "Specialty roasters of northern Portugal and Galicia, spring";

async function listOf(workspace: Workspace): Promise<string> {
  const { createList } = await import("@/lib/leads/mutations/lists");
  const { id: workspaceId, owner } = workspace;
  const list = { workspaceId, name: NAME, createdBy: owner.userId, now: new Date() };
  return (await createList(list)).id;
}

async function boxOf(drawn: Locator) {
  await expect(drawn).toBeVisible();
  const box = await drawn.boundingBox();
  if (!box) throw new Error("It is not drawn.");
  return box;
}

/** At the bottom edge of the window, as wide as the page, wherever the page is scrolled to. */
async function expectInReach(page: Page, action: Locator): Promise<void> {
  for (const to of [0, 10_000]) {
    await page.evaluate((top) => window.scrollTo({ top, behavior: "instant" }), to);
    const { x, y, width, height } = await boxOf(action);
    expect([x, width]).toEqual([16, SIZE.width - 32]);
    expect(SIZE.height - (y + height)).toBeLessThanOrEqual(24);
    expect(height).toBeGreaterThanOrEqual(44);
  }
  // Nothing ends behind it.
  const last = page.locator("main").getByRole("link").or(page.locator("main p")).last();
  await last.scrollIntoViewIfNeeded();
  await expect(action).toBeInViewport({ ratio: 1 });
}

test("what a page of leads is for stands at the bottom of a phone, and a list's name on its page", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "500.00");
  const list = await listOf(workspace);
  const importLeads = page.getByRole("main").getByRole("link", { name: "Import leads" }).first();

  await page.goto(workspace.path("/leads"));
  await expectInReach(page, importLeads);
  await page.goto(workspace.path(`/leads/${list}`));
  await expectInReach(page, importLeads);
  const heading = page.getByRole("heading", { level: 1, name: NAME });
  expect((await boxOf(heading)).width).toBeGreaterThan(100);
  expect(await heading.evaluate((h1) => h1.scrollWidth - h1.clientWidth)).toBeLessThanOrEqual(0);
  await expectAccessibleInBothThemes(page);

  await importLeads.click();
  await chooseCsv(page, "@ann\n@ben\n");
  await expectInReach(page, page.getByRole("button", { name: /^Start import/ }));
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: /^Start import/ }).click();
  await workspace.letRunsBegin();
  await expectInReach(page, page.getByRole("link", { name: "View list" }));
  await expectAccessibleInBothThemes(page);
});

test("above pages of leads the notice speaks of lead credits alone; elsewhere of whichever is worse", async ({
  page,
  workspace,
}) => {
  const spendAll = async (kind: "ai" | "lead") => {
    await workspace.grant(kind, "10.00");
    await workspace.charge(kind, "10.00", { operation: "custom:enrich" });
  };
  const notice = (words: string) => page.getByRole("main").getByText(words);
  await spendAll("ai");
  await page.goto(workspace.path("/leads/import"));
  await expect(page.getByRole("main").getByText("Choose a file to see")).toBeVisible();
  await expect(notice("No AI credits left.")).toHaveCount(0);

  await spendAll("lead");
  for (const path of ["/leads", "/leads/import", "/settings/cold-email-agent"]) {
    await page.goto(workspace.path(path));
    await expect(notice("No lead credits left.").first(), path).toBeVisible();
    await expect(notice("No AI credits left."), path).toHaveCount(0);
  }
  await page.goto(workspace.path("/settings/billing"));
  await expect(notice("No AI credits left.")).toBeVisible();
});

test("a workspace without purchases says so once", async ({ page, workspace }) => {
  await page.goto(workspace.path("/settings/billing"));
  await expect(page.getByRole("heading", { name: "No AI credits yet" })).toBeVisible();
  await expect(page.getByRole("main").getByText(/No (purchases|(AI )?credits) yet/)).toHaveCount(1);
  await page.goto(workspace.path("/settings/billing?kind=lead"));
  await expect(page.getByRole("heading", { name: "No lead credits yet" })).toBeVisible();
});

test("the name of a page is read whole: in the bar of a phone, and on the page where that has no room", async ({
  page,
  workspace,
}) => {
  // Beside amounts as long as these are.
  await workspace.grant("ai", "402.95");
  await workspace.grant("lead", "186400.00");
  for (const [path, name] of [
    ["/settings/alerts", "Alerts and limits"],
    ["/settings/cold-email-agent", "Cold Email Agent"],
  ] as const) {
    await page.setViewportSize(SIZE);
    await page.goto(workspace.path(path));
    const inBar = page.locator("header").first().locator(`span[title="${name}"]`);
    await expect(inBar).toBeVisible();
    const [cut, below] = await inBar.evaluate((drawn) => [
      drawn.scrollWidth - drawn.clientWidth,
      drawn.scrollHeight - drawn.clientHeight,
    ]);
    expect([cut, below]).toEqual([0, 0]);

    // As wide as a window of 1280 at 400%.
    await page.setViewportSize({ width: 320, height: 640 });
    await expect(inBar).toBeHidden();
    const { width } = await boxOf(page.getByRole("heading", { level: 1, name }));
    expect(width).toBeGreaterThan(100);
  }
  // One word, beside the longest amounts.
  await workspace.grant("ai", "217283948.00");
  await workspace.grant("lead", "99999999.00");
  await page.setViewportSize(SIZE);
  await page.goto(workspace.path("/settings/billing/statements"));
  const word = page.locator("header").first().locator('span[title="Statements"]');
  await expect.poll(() => word.evaluate((drawn) => drawn.scrollWidth - drawn.clientWidth)).toBe(0);
});

test("on the narrowest phones, what belongs together stands on one line: Billing's two links, a notice and its mark", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "99.00");
  await page.goto(workspace.path("/settings/billing"));
  const main = page.getByRole("main");
  const tops = async (...drawn: Locator[]) =>
    Promise.all(drawn.map(async (one) => (await boxOf(one)).y));
  for (const width of [320, 360, 375]) {
    await page.setViewportSize({ width, height: 640 });
    const [statements, receipts] = await tops(
      main.getByRole("link", { name: "Statements" }),
      main.getByRole("link", { name: "Receipts" }),
    );
    expect(receipts, `${width} pixels`).toBe(statements);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const notice = main.getByRole("status").filter({ hasText: "Credits are running low." });
  const [mark, words] = await Promise.all([
    boxOf(notice.locator("svg").first()),
    boxOf(notice.locator("p")),
  ]);
  expect(mark.y + mark.height).toBeGreaterThan(words.y);
});
