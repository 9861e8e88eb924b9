import type { Page } from "@playwright/test";
import { operationLabel } from "@/lib/usage/core/operations";
import { expect, expectAccessibleInBothThemes } from "../fixtures";
import { paleShadows, pureBlack } from "./grey";
import { driftingColumns, filledButtons, headingGaps, proportionalNumbers, typeOf } from "./hand";
import { lostShapes } from "./paint";
import { coveredFocus, lonelySliders, smallTargets } from "./reach";
import { cutText, overlappingText, shortenedText, sidewaysScroll, TEXT_SPACING } from "./room";
import { measure, type Sight } from "./sight";

const WIDE = { width: 1440, height: 900 };
/** The navigation of a workspace is icons alone. */
const TABLET = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
/** A window of 1280 pixels, enlarged to 400%. */
const NARROWEST = { width: 320, height: 640 };

const OPERATIONS = ["dm_premium", "dm_standard", "content_generation", "strategy_analysis"].map(
  operationLabel,
);

/** The page that is open holds in every width, theme and text spacing: see docs/acceptance.md for what and why. */
export async function expectWellMade(page: Page): Promise<void> {
  await page.setViewportSize(WIDE);
  await atAnyWidth(page, "1440");
  await nothing(page, filledButtons, "filled buttons");
  await nothing(page, lonelySliders, "sliders without a field");
  await nothing(page, smallTargets, "targets under 24 pixels", 24);
  await spaced(page, "1440");

  if ((await page.locator("[data-shell]").count()) > 0) await expectFitsTablet(page);

  await page.setViewportSize(PHONE);
  await atAnyWidth(page, "390");
  await nothing(page, smallTargets, "targets under 44 pixels", 44);
  await spaced(page, "390");

  await page.setViewportSize(NARROWEST);
  await nothing(page, sidewaysScroll, "scrolls sideways at 320");
  await nothing(page, cutText, "text cut off at 320");
  await nothing(page, overlappingText, "text on text at 320");

  await page.setViewportSize(WIDE);
  await seen(page, "in the light theme");
  await expectAccessibleInBothThemes(page);
  await seen(page, "in the dark theme");
  await nothing(page, pureBlack, "grounds of pure black");
}

/** Marks and signs stand out from what they are drawn on, and shadows darken it. */
async function seen(page: Page, theme: string): Promise<void> {
  await nothing(page, lostShapes, `drawn and lost ${theme}`);
  await nothing(page, paleShadows, `pale shadows ${theme}`);
}

async function expectFitsTablet(page: Page): Promise<void> {
  await page.setViewportSize(TABLET);
  await nothing(page, sidewaysScroll, "scrolls sideways at 1024");
  await nothing(page, cutText, "text cut off at 1024");
  await nothing(page, overlappingText, "text on text at 1024");
  await nothing(page, shortenedText, "shortened text at 1024", OPERATIONS);
  await nothing(page, driftingColumns, "columns at 1024");
  await nothing(page, coveredFocus, "covered focus at 1024");
  await nothing(page, smallTargets, "targets under 24 pixels at 1024", 24);
}

async function atAnyWidth(page: Page, width: string): Promise<void> {
  await nothing(page, typeOf, `type at ${width}`);
  await nothing(page, proportionalNumbers, `numbers at ${width}`);
  await nothing(page, driftingColumns, `columns at ${width}`);
  await nothing(page, headingGaps, `headings at ${width}`);
  await nothing(page, shortenedText, `shortened text at ${width}`, OPERATIONS);
  // From now on the keyboard is at work: what shows itself to it alone is shown.
  await page.keyboard.press("Tab");
  await nothing(page, coveredFocus, `covered focus at ${width}`);
}

/** With the distances of WCAG 1.4.12 between lines, words and letters. */
async function spaced(page: Page, width: string): Promise<void> {
  // What shows itself to the keyboard alone, such as a chart's numbers, lies over what is beside it.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await expect(page.locator("[data-usage-tooltip]")).toHaveCount(0);
  const style = await page.addStyleTag({ content: TEXT_SPACING });
  await nothing(page, sidewaysScroll, `spaced out, scrolls sideways at ${width}`);
  await nothing(page, cutText, `spaced out, text cut off at ${width}`);
  await nothing(page, overlappingText, `spaced out, text on text at ${width}`);
  await style.evaluate((element) => (element as HTMLStyleElement).remove());
}

async function nothing<A>(
  page: Page,
  by: (see: Sight, argument: A) => string[],
  what: string,
  argument?: A,
): Promise<void> {
  const { pathname, search } = new URL(page.url());
  expect.soft(await measure(page, by, argument), `${pathname}${search}: ${what}`).toEqual([]);
}
