import type { Page } from "@playwright/test";

/** The page's scripts look after it: a key or a press is heard from now on. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__reactFiber")),
  );
  await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
}

/** The page can say something at its edge, also when the network is lost in the next moment. */
export async function canSay(page: Page): Promise<void> {
  await page.getByRole("region", { name: /^Notifications/ }).waitFor({ state: "attached" });
}
