import type { Locator, Page } from "@playwright/test";
import { furnish } from "./access/furnish";
import { cutText, sidewaysScroll } from "./access/layout";
import { measure } from "./access/measuring";
import { coveredFocus, smallTargets } from "./access/targets";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { expectUncovered } from "./uncovered";

/** A list inside a dialog is a part of it. */
const LAYER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]:not([role=dialog] *)";

/** What lies over the page is accessible in both themes, closes with Escape, and gives the focus back to its opener. */
async function expectGoodLayer(page: Page, opener: Locator): Promise<void> {
  const layer = page.locator(LAYER);
  await expect(layer).toHaveCount(1);
  await expect(layer).toBeVisible();
  await expect(layer.locator("[data-slot=skeleton]")).toHaveCount(0);
  await expectAccessibleInBothThemes(page, LAYER);
  await page.keyboard.press("Escape");
  await expect(layer).toHaveCount(0);
  await expect(opener).toBeFocused();
}

/** Every control of the page that says it opens something, by keyboard. Answers how many there were. */
async function openEach(page: Page, within: string): Promise<number> {
  const openers = page.locator(`${within} [aria-haspopup]:visible`);
  await expect(openers.first()).toBeVisible();
  const count = await openers.count();
  for (let index = 0; index < count; index += 1) {
    const opener = openers.nth(index);
    await test.step(`opener ${index + 1} of ${count}`, async () => {
      // A page that is not awake yet hears no key: it is pressed until something opened.
      await expect(async () => {
        if ((await page.locator(LAYER).count()) === 0) await opener.press("Enter");
        await expect(page.locator(LAYER)).toHaveCount(1, { timeout: 3_000 });
      }).toPass();
      await expectGoodLayer(page, opener);
    });
  }
  return count;
}

async function open(page: Page, workspace: Workspace, path: string): Promise<void> {
  await page.goto(workspace.path(path));
  await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
}

test("what the header and the navigation open, wide and on a phone", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("ai", "42.00");
  await open(page, workspace, "/leads");
  expect(await openEach(page, ":is([data-shell] > aside, [data-shell] header)")).toBeGreaterThan(2);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, workspace, "/leads");
  expect(await openEach(page, "[data-shell] header")).toBeGreaterThan(1);

  await page.getByRole("button", { name: "Open navigation" }).press("Enter");
  await expect(page.getByRole("dialog", { name: "Navigation" })).toBeVisible();
  expect(await measure(page, smallTargets, 44)).toEqual([]);
});

for (const [path, least] of [
  ["/settings/billing", 5],
  ["/settings/usage", 4],
  ["/settings/alerts", 1],
  ["/settings/members", 1],
] as const) {
  test(`what ${path} opens`, async ({ page, workspace }) => {
    test.slow();
    await furnish(workspace);
    await open(page, workspace, path);
    expect(await openEach(page, "main")).toBeGreaterThanOrEqual(least);
  });
}

test("dialogs that a menu opened give the focus back to the menu's button", async ({
  page,
  workspace,
}) => {
  await furnish(workspace);
  await open(page, workspace, "/settings/alerts");
  const menu = page.getByRole("button", { name: /^Actions for Priya/ });
  for (const item of ["Change limit", "Lift limit"]) {
    await menu.press("Enter");
    await page.getByRole("menuitem", { name: item }).press("Enter");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expectGoodLayer(page, menu);
  }
});

test("dialogs that a key opened give the focus back to where it was", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "42.00");
  await open(page, workspace, "/leads");
  const before = page.getByRole("link", { name: "Import leads" }).first();
  await before.focus();
  for (const key of ["ControlOrMeta+k", "?"]) {
    await page.keyboard.press(key);
    const layer = page.getByRole("dialog");
    await expect(layer).toBeVisible();
    await expectAccessibleInBothThemes(page, "[role=dialog]");
    await page.keyboard.press("Escape");
    await expect(layer).toHaveCount(0);
    await expect(before).toBeFocused();
  }
});

test("a drawer fits a phone: nothing is cut, covered or too small to press", async ({
  page,
  workspace,
}) => {
  await furnish(workspace);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, workspace, "/settings/billing");
  const rows = page.locator("[data-tx]:visible");
  const idOf = (name: RegExp) => rows.filter({ hasText: name }).first().getAttribute("data-tx");
  // Between them they have every kind of link: to the receipt, the lots, the campaign and the run.
  const ids = await Promise.all([/^Direct messages/, /^Content generation/, /^Purchase/].map(idOf));
  const row = ids[0];
  const opened = ids.map((id) => `/settings/billing?tx=${id}`);
  for (const path of [...opened, "/settings/billing?help=balance"]) {
    await page.goto(workspace.path(path));
    await expect(page.getByRole("dialog")).toBeVisible();
    await expect(page.getByRole("dialog").locator("[data-slot=skeleton]")).toHaveCount(0);
    await page.keyboard.press("Tab");
    for (const by of [cutText, sidewaysScroll, coveredFocus]) {
      expect.soft(await measure(page, by), `${path}, ${by.name}`).toEqual([]);
    }
    expect.soft(await measure(page, smallTargets, 44), path).toEqual([]);
  }
  // A window of 1280 by 1024 at 400%: what the drawer is about is not under its own foot.
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto(workspace.path(`/settings/billing?tx=${row}`));
  await expectUncovered(page.getByRole("dialog").getByRole("heading", { level: 3 }).first());
});
