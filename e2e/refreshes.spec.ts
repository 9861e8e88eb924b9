import type { Page, Route } from "@playwright/test";
import { expect, test } from "./fixtures";
import { bookUse, grantLot } from "./ledger";

const badge = (page: Page) => page.locator("[data-slot=balance-badge]");

test("a page whose address went a step further stays, however slowly what is drawn anew after two changes comes", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  await page.clock.install();
  await page.goto(workspace.path("/settings/billing"));
  // The address now has more than the page was drawn for, as with an import or a filter that is kept in it.
  await page.getByRole("table").getByRole("link", { name: "Grant" }).click();
  const drawer = page.getByRole("dialog", { name: "Grant" });
  await expect(drawer).toContainText("100.00");

  const reloads: string[] = [];
  page.on("request", (asked) => {
    if (asked.isNavigationRequest()) reloads.push(asked.url());
  });
  const drawing: Route[] = [];
  let slow = true;
  await page.route(/[?&]_rsc=/, (route) => (slow ? void drawing.push(route) : route.continue()));
  await bookUse(workspace, "First", 1_00);
  await expect(badge(page)).toContainText("99.00");
  await page.clock.runFor(3_500);
  await expect.poll(() => drawing.length).toBe(1);
  await bookUse(workspace, "Second", 1_00);
  await expect(badge(page)).toContainText("98.00");
  await page.clock.runFor(3_500);

  slow = false;
  for (const route of drawing) await route.continue();
  await expect(page.getByRole("button", { name: /^2 new/, includeHidden: true })).toBeAttached();
  expect(reloads).toEqual([]);
  await expect(drawer).toBeVisible();
});
