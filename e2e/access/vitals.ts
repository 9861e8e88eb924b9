import type { Page, Response } from "@playwright/test";
import { expect } from "../fixtures";
import { hydrated } from "../hydrated";

const MOST_SHIFT = 0.02;
const MOST_FONTS = 30 * 1024;

type Shift = PerformanceEntry & {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
};
type Vitals = { shifts: Shift[]; largest: Element | null };

/** Follows what the browser tells of every page this one opens, from the first byte. Answers the hosts that are asked. */
export async function follow(page: Page): Promise<ReadonlySet<string>> {
  await page.addInitScript(() => {
    const vitals: Vitals = { shifts: [], largest: null };
    Object.assign(window, { vitals });
    const watch = (type: string, hear: (entries: PerformanceEntryList) => void) =>
      new PerformanceObserver((list) => hear(list.getEntries())).observe({ type, buffered: true });
    watch("layout-shift", (shifts) => vitals.shifts.push(...(shifts as Shift[])));
    watch("largest-contentful-paint", (paints) => {
      const newest = paints.at(-1) as (PerformanceEntry & { element: Element | null }) | undefined;
      if (newest) vitals.largest = newest.element;
    });
  });
  return hostsOf(page);
}

/** The page's scripts look after it, what they drew is drawn, and the browser has told what it saw. */
async function settled(page: Page): Promise<void> {
  await hydrated(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });
}

/** How much moved that nobody asked for since the page is followed, and what. Nothing of it counts again. */
export const takeShifts = (page: Page): Promise<{ shift: number; shifted: string[] }> =>
  page.evaluate(() => {
    const { vitals } = window as unknown as { vitals: Vitals };
    const unasked = vitals.shifts.splice(0).filter(({ hadRecentInput }) => !hadRecentInput);
    return {
      shift: unasked.reduce((sum, { value }) => sum + value, 0),
      shifted: unasked.flatMap(({ value, sources }) =>
        sources.map(({ node }) => {
          const words = (node?.textContent ?? "").replace(/\s+/g, " ").trim();
          return `${value.toFixed(4)} ${words.slice(0, 80)}`;
        }),
      ),
    };
  });

/** Nothing moved by more than that since the page is followed, or since this was asked. `when` says it in words. */
export async function expectStill(page: Page, when: string): Promise<void> {
  const { shift, shifted } = await takeShifts(page);
  expect.soft(shift, `${when} moves: ${shifted.join("\n")}`).toBeLessThanOrEqual(MOST_SHIFT);
}

/** The words of the largest thing that the page has drawn, once it is as it stays. */
export async function largestOf(page: Page): Promise<string> {
  await settled(page);
  // A busy machine tells of the first paint some frames after it.
  await page.waitForFunction(() => (window as unknown as { vitals: Vitals }).vitals.largest);
  return page.evaluate(() => {
    const { vitals } = window as unknown as { vitals: Vitals };
    return (vitals.largest?.textContent ?? "").replace(/\s+/g, " ").trim();
  });
}

/**
 * The page that was opened at this moment stays where it is, says its largest thing in the first HTML, and asks nobody
 * else: `hosts` are those that were asked for anything since the page is followed. Of one that answers 403 or 404 the
 * framework sends the frame alone and lets the browser draw it: nothing of that has to be in the HTML.
 */
export async function expectSteady(
  page: Page,
  opened: Response | null,
  hosts: ReadonlySet<string>,
): Promise<void> {
  const { host, pathname, search } = new URL(page.url());
  const path = pathname + search;
  await settled(page);
  await expectStill(page, path);
  expect.soft([...hosts], `${path} asks other hosts`).toEqual([host]);
  if (opened && opened.status() >= 400) return;
  const largest = await largestOf(page);
  const told = await page.evaluate(readVitals, (await opened?.text()) ?? "");
  expect.soft(largest, `${path}: the largest thing is not text`).not.toBe("");
  expect.soft(told.words, `${path}: the largest thing is not in the HTML`).toContain(largest);
  expect.soft(told.fonts, `${path} asks for no font ahead`).toBeGreaterThan(0);
  expect.soft(told.fonts, `${path} asks for more fonts ahead`).toBeLessThanOrEqual(MOST_FONTS);
}

/** Runs in the page: what the HTML says, and how many bytes of fonts it asks for ahead. */
function readVitals(html: string) {
  const sent = new DOMParser().parseFromString(html, "text/html");
  for (const script of sent.querySelectorAll("script, style")) script.remove();
  // What the HTML asks for before anything is drawn. The font of formulas comes when a formula is met, and nothing waits for it.
  const preloads = [...document.querySelectorAll<HTMLLinkElement>("link[rel=preload][as=font]")];
  const ahead = new Set(preloads.map(({ href }) => href));
  const fonts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
    ({ name }) => ahead.has(name),
  );
  return {
    words: (sent.body.textContent ?? "").replace(/\s+/g, " "),
    fonts: fonts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  };
}

function hostsOf(page: Page): Set<string> {
  const hosts = new Set<string>();
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http")) hosts.add(host);
  });
  return hosts;
}
