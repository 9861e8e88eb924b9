import type { Page } from "@playwright/test";
import { operationLabel } from "@/lib/usage/core/operations";
import { expect, expectAccessibleInBothThemes } from "../fixtures";
import { paleShadows, pureBlack } from "./colours";
import { lostShapes } from "./contrast";
import { cutText, overlappingText, shortenedText, sidewaysScroll, TEXT_SPACING } from "./layout";
import { type Measurement, measureAll, type Sight } from "./measuring";
import { coveredFocus, lonelySliders, smallTargets } from "./targets";
import {
  driftingColumns,
  filledButtons,
  headingGaps,
  proportionalNumbers,
  typeOf,
} from "./typography";

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
  await nothing(page, [
    ask("filled buttons", filledButtons),
    ask("sliders without a field", lonelySliders),
    ask("targets under 24 pixels", smallTargets, 24),
  ]);
  await spaced(page, "1440");

  if ((await page.locator("[data-shell]").count()) > 0) await expectFitsTablet(page);

  await page.setViewportSize(PHONE);
  await atAnyWidth(page, "390");
  await nothing(page, [ask("targets under 44 pixels", smallTargets, 44)]);
  await spaced(page, "390");

  await page.setViewportSize(NARROWEST);
  await nothing(page, [
    ask("scrolls sideways at 320", sidewaysScroll),
    ask("text cut off at 320", cutText),
    ask("text on text at 320", overlappingText),
  ]);

  await page.setViewportSize(WIDE);
  await nothing(page, questionsFor("in the light theme"));
  await expectAccessibleInBothThemes(page);
  await nothing(page, [
    ...questionsFor("in the dark theme"),
    ask("grounds of pure black", pureBlack),
  ]);
}

/** Marks and signs stand out from what they are drawn on, and shadows darken it. */
const questionsFor = (theme: string): Question[] => [
  ask(`drawn and lost ${theme}`, lostShapes),
  ask(`pale shadows ${theme}`, paleShadows),
];

async function expectFitsTablet(page: Page): Promise<void> {
  await page.setViewportSize(TABLET);
  await nothing(page, [
    ask("scrolls sideways at 1024", sidewaysScroll),
    ask("text cut off at 1024", cutText),
    ask("text on text at 1024", overlappingText),
    ask("shortened text at 1024", shortenedText, OPERATIONS),
    ask("columns at 1024", driftingColumns),
  ]);
  await nothing(page, [ask("covered focus at 1024", coveredFocus)]);
  await nothing(page, [ask("targets under 24 pixels at 1024", smallTargets, 24)]);
}

async function atAnyWidth(page: Page, width: string): Promise<void> {
  await nothing(page, [
    ask(`type at ${width}`, typeOf),
    ask(`numbers at ${width}`, proportionalNumbers),
    ask(`columns at ${width}`, driftingColumns),
    ask(`headings at ${width}`, headingGaps),
    ask(`shortened text at ${width}`, shortenedText, OPERATIONS),
  ]);
  // From now on the keyboard is at work: what shows itself to it alone is shown.
  await page.keyboard.press("Tab");
  await nothing(page, [ask(`covered focus at ${width}`, coveredFocus)]);
}

/** With the distances of WCAG 1.4.12 between lines, words and letters. */
async function spaced(page: Page, width: string): Promise<void> {
  // What shows itself to the keyboard alone, such as a chart's numbers, lies over what is beside it.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await expect(page.locator("[data-usage-tooltip]")).toHaveCount(0);
  const style = await page.addStyleTag({ content: TEXT_SPACING });
  await nothing(page, [
    ask(`spaced out, scrolls sideways at ${width}`, sidewaysScroll),
    ask(`spaced out, text cut off at ${width}`, cutText),
    ask(`spaced out, text on text at ${width}`, overlappingText),
  ]);
  await style.evaluate((element) => (element as HTMLStyleElement).remove());
}

type Question = Measurement<string[]> & { what: string };

const ask = <A>(
  what: string,
  by: (see: Sight, argument: A) => string[],
  argument?: A,
): Question => ({ what, by, argument });

/** Asked together is what leaves the page as it is; what moves the focus or the page is asked alone, or last. */
async function nothing(page: Page, questions: readonly Question[]): Promise<void> {
  const { pathname, search } = new URL(page.url());
  const found = await measureAll(page, questions);
  for (const [at, { what }] of questions.entries()) {
    expect.soft(found[at], `${pathname}${search}: ${what}`).toEqual([]);
  }
}
