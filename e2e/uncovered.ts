import type { Locator } from "@playwright/test";
import { expect } from "./fixtures";

/** It is on the screen, and nothing lies over its middle. */
export async function expectUncovered(one: Locator): Promise<void> {
  await expect(one).toBeInViewport({ ratio: 1 });
  const isUncovered = () =>
    one.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
  // What comes in is still on its way for a moment.
  await expect.poll(isUncovered).toBe(true);
}
