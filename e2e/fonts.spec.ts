import type { Page, Route } from "@playwright/test";
import { expect, test } from "./fixtures";

/** How far what is seen moved since the page began: the sum of all layout shifts. */
const countShifts = (page: Page) =>
  page.addInitScript(() => {
    const counted = window as unknown as { shifted: number };
    counted.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        counted.shifted += (entry as unknown as { value: number }).value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

// On the machines that have none of the product's fonts: all, the first time.
for (const path of ["/", "/rates", "/developers"]) {
  test(`${path} stays where it is on a phone when the fonts come after the text`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await countShifts(page);
    const held: Route[] = [];
    let open = false;
    await page.route("**/*.woff2", (route) => {
      if (open) return route.continue();
      held.push(route);
      return undefined;
    });
    await page.goto(path, { waitUntil: "domcontentloaded" });
    const painted = () => performance.getEntriesByName("first-contentful-paint").length;
    await expect.poll(() => page.evaluate(painted)).toBe(1);
    await expect.poll(() => held.length).toBeGreaterThan(0);
    open = true;
    await Promise.all(held.map((route) => route.continue()));

    await page.evaluate(async () => {
      await document.fonts.ready;
      // One frame in which they are seen, and one in which its shifts are told.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    });
    const shifted = await page.evaluate(() => (window as unknown as { shifted: number }).shifted);
    expect(shifted).toBeLessThanOrEqual(0.02);
  });
}
