import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { bookUse, grantLot } from "./ledger";

const table = (page: Page) => page.getByRole("table", { name: "Transaction history" });

test("J goes on from the last row of a page to the first of the next, K goes back, and at the end both say so", async ({
  page,
  workspace,
}) => {
  await grantLot(workspace, "ai", "Welcome", 100_00);
  for (let post = 1; post <= 55; post += 1) await bookUse(workspace, `Post ${post}`, 1);
  await page.goto(workspace.path("/settings/billing"));
  const rows = table(page).locator("tbody").getByRole("row");
  const link = (at: number) => rows.nth(at).getByRole("link");
  await expect(rows).toHaveCount(50);
  const said = (words: string) => page.getByRole("status").filter({ hasText: words });

  await link(0).focus();
  await page.keyboard.press("k");
  await expect(said("No newer transactions.")).toHaveCount(1);
  await expect(link(0)).toBeFocused();

  await link(49).focus();
  await page.keyboard.press("j");
  await expect(rows).toHaveCount(6);
  await expect(link(0)).toBeFocused();
  await expect(rows.first()).toContainText("Post 5");

  await page.keyboard.press("k");
  await expect(rows).toHaveCount(50);
  await expect(rows.last()).toContainText("Post 6");
  await expect(link(49)).toBeFocused();

  await page.keyboard.press("j");
  await expect(rows).toHaveCount(6);
  for (let down = 0; down < 5; down += 1) {
    await expect(link(down)).toBeFocused();
    await page.keyboard.press("j");
  }
  await page.keyboard.press("j");
  await expect(link(5)).toBeFocused();
  await expect(said("No older transactions.")).toHaveCount(1);

  // In the drawer as well, as soon as it knows where the next row is.
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Grant" })).toBeVisible();
  await page.keyboard.press("k");
  const drawer = page.getByRole("dialog");
  for (let up = 0; up < 4; up += 1) await page.keyboard.press("k");
  await expect(drawer).toContainText("Post 5");
  const held: (() => void)[] = [];
  let slow = true;
  await page.route("**/api/transactions/**", async (route) => {
    if (slow) await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  await page.keyboard.press("k");
  await expect(drawer).toContainText("Post 6");
  await page.keyboard.press("k");
  await page.keyboard.press("k");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  slow = false;
  for (const go of held) go();
  await expect(drawer).toContainText("Post 8");
});
