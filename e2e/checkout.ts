import type { Locator, Page } from "@playwright/test";
import { expect, type Workspace } from "./fixtures";
import { hydrated } from "./hydrated";

/** Chooses a package on the billing page and goes on to the checkout page. */
export async function toCheckout(page: Page, workspace: Workspace, packageId = "popular") {
  await page.goto(workspace.path(`/settings/billing?buy=${packageId}`));
  await page.getByRole("button", { name: /^Continue to checkout/ }).click();
  await expect(page.getByRole("heading", { name: /^Pay \$/ })).toBeVisible();
}

export const pay = (page: Page) => page.getByRole("button", { name: /^Pay \$/ }).click();

/** Leaves the checkout page without paying. The page it leads back to is loaded anew: it hears what is pressed there. */
export async function backFromCheckout(page: Page) {
  await page.getByRole("link", { name: "Cancel and go back" }).click();
  await page.waitForURL((url) => !url.pathname.includes("/pay/"));
  await hydrated(page);
}

/** The link leads to the payment provider's own receipt, of what it is named by. */
export async function expectReceipt(page: Page, link: Locator) {
  const number = (await link.textContent())?.match(/^[\d-]+/)?.[0] ?? "no number";
  const [receipt] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await expect(receipt.getByRole("heading", { name: `Receipt ${number}` })).toBeVisible();
  await receipt.close();
}

/** What the history of the workspace shows as bought. */
export async function expectBought(page: Page, workspace: Workspace, times: number) {
  await page.goto(workspace.path("/settings/billing"));
  const history = page.getByRole("region", { name: "Transaction history" });
  const bought = history.getByRole("row").filter({ hasText: /Purchase\s*Popular/ });
  // The history itself must be there before a row that is missing from it says anything.
  await expect(
    times > 0 ? bought.first() : history.getByText("No transactions yet").first(),
  ).toBeVisible();
  await expect(bought).toHaveCount(times);
}
