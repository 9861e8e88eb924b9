import type { Page } from "@playwright/test";

/** Runs in the page: React looks after what the server drew. One that is not the product's is as it will be. */
export function isHydrated(): boolean {
  const main = document.querySelector("main");
  if (!main || !("__next_f" in window)) return true;
  return Object.keys(main).some((key) => key.startsWith("__reactFiber"));
}

/** The page's scripts look after it: a key or a press is heard from now on. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator("main").first().waitFor({ state: "attached" });
  await page.waitForFunction(isHydrated);
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
}

/** The page can say something at its edge, also when the network is lost in the next moment. */
export async function canSay(page: Page): Promise<void> {
  await page.getByRole("region", { name: /^Notifications/ }).waitFor({ state: "attached" });
}
