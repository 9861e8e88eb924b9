import { expect, type Locator, type Page } from "@playwright/test";
import { isHydrated } from "./hydrated";

/**
 * What streams in waits in an element of its own until React puts it in its place, or draws it there itself: for that
 * moment a part is there twice, once where nobody sees it.
 */
const STREAMED = "body > div[hidden][id^='S:']";
/**
 * The beginning of a part that failed after it was sent: React draws the part itself and leaves that behind, with a gap
 * (P) that nothing will fill, as no place (B) waits any more.
 */
const ABANDONED = "body:not(:has(template[id^='B:'])) > :has(template[id^='P:'])";
const COMING = `${STREAMED}:not(${ABANDONED})`;

/**
 * The same page, which has come when it is whole and hears what is pressed: until React looks after what the server drew,
 * a press is lost. A text or a label is found where it has its place, also on a page that a press led to, for whose coming
 * nobody waits.
 */
export function withStreamedParts(page: Page): Page {
  const come = async () => {
    await expect(page.locator(COMING)).toHaveCount(0);
    await page.waitForFunction(isHydrated);
  };
  const goto = page.goto.bind(page);
  page.goto = async (address, options) => {
    const answer = await goto(address, options);
    if (options?.waitUntil !== "commit") await come();
    return answer;
  };
  const reload = page.reload.bind(page);
  page.reload = async (options) => {
    const answer = await reload(options);
    await come();
    return answer;
  };
  const inPlace = (found: Locator) => found.and(page.locator(`:not(${STREAMED} *)`));
  const [byText, byLabel] = [page.getByText.bind(page), page.getByLabel.bind(page)];
  page.getByText = (...asked) => inPlace(byText(...asked));
  page.getByLabel = (...asked) => inPlace(byLabel(...asked));
  return page;
}
