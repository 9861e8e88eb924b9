import type { Page } from "@playwright/test";
import { complaintsOf, expect, expectAccessibleInBothThemes, test } from "./fixtures";
import { PAGES_OF_NOBODY, PAGES_OF_WORKSPACE } from "./pages";

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 320, height: 640 };

/** One look at a page in every respect: it opens, fits the narrowest screen, and is accessible in both themes. */
async function look(page: Page, path: string): Promise<void> {
  await page.setViewportSize(NARROW);
  await page.goto(path);
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "The page scrolls sideways").toBeLessThanOrEqual(NARROW.width);
  await page.setViewportSize(WIDE);
  await expectAccessibleInBothThemes(page);
}

test("every page of a workspace fits 320 pixels, is accessible in both themes, and complains of nothing", async ({
  page,
  workspace,
}) => {
  test.slow();
  await workspace.grant("ai", "42.00");
  await workspace.grant("lead", "186400.00");
  const complaints = complaintsOf(page);
  for (const path of PAGES_OF_WORKSPACE.map(workspace.path)) {
    await test.step(path, () => look(page, path));
  }
  expect(complaints).toEqual([]);
});

test("so does every other page for whoever is signed in", async ({ page, workspace }) => {
  const complaints = complaintsOf(page);
  for (const path of ["/rates", "/rates/calculator", "/developers", "/workspaces/new"]) {
    await test.step(path, () => look(page, path));
  }
  // The list of workspaces leads on to the only one; of two, it is a page.
  await page.getByLabel("Name").fill(`${workspace.name} II`);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(/\/northwind-outreach-ii[a-z0-9-]*$/);
  await look(page, "/workspaces");
  expect(complaints).toEqual([]);
});

test("and for whoever is not", async ({ page }) => {
  const complaints = complaintsOf(page);
  for (const path of PAGES_OF_NOBODY) await test.step(path, () => look(page, path));
  expect(complaints).toEqual([]);
});
