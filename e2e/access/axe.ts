import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type Axe from "axe-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Look = {
  /** What is there alone; the whole page, when not said. */
  within?: string | undefined;
  /** These rules alone; all of axe's, when not said. */
  rules?: readonly string[];
};

/**
 * What axe objects to on the page as it is: "rule: element | element". It is carried into a page once, however often the
 * page is looked at, and tells of violations alone: what it found in order is most of what it could tell.
 */
export async function violationsOf(page: Page, look: Look = {}): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  await page.evaluate(atRest);
  return page.evaluate(runAxe, look);
}

/** Runs in the page: what is on its way ends there. Half faded in, words have no colour of their own yet. */
async function atRest(): Promise<void> {
  const underWay = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
  await Promise.allSettled(underWay.map(({ finished }) => finished));
}

/** Runs in the page. */
async function runAxe({ within, rules }: Look): Promise<string[]> {
  const { axe } = window as unknown as { axe: typeof Axe };
  const { violations } = await axe.run(within ? { include: [within] } : document, {
    reporter: "no-passes",
    ...(rules ? { runOnly: { type: "rule", values: [...rules] } } : {}),
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}
