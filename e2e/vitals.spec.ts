import type { Page } from "@playwright/test";
import { awake } from "./awake";
import { expect, test, type Workspace } from "./fixtures";
import { PAGES_OF_NOBODY, PAGES_OF_WORKSPACE } from "./pages";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
const MOST_SHIFT = 0.02;
const MOST_FONTS = 30 * 1024;

type Shift = PerformanceEntry & {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null }[];
};
type Vitals = { shifts: Shift[]; largest: Element | null };

/** Follows what the browser tells of every page this one opens, from the first byte. */
async function follow(page: Page): Promise<void> {
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
}

/** The page's scripts look after it, what they drew is drawn, and the browser has told what it saw. */
async function settled(page: Page): Promise<void> {
  await awake(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });
}

/** One page at one size: it stays where it is, says its largest thing in the first HTML, and asks nobody else. */
async function look(page: Page, path: string, hosts: Set<string>): Promise<void> {
  const response = await page.goto(path);
  await settled(page);
  const told = await page.evaluate(readVitals, (await response?.text()) ?? "");
  expect
    .soft(told.shift, `${path} moves: ${told.shifted.join("\n")}`)
    .toBeLessThanOrEqual(MOST_SHIFT);
  expect.soft(told.largest, `${path}: the largest thing is not text`).not.toBe("");
  expect.soft(told.inHtml, `${path}: not in the HTML: ${told.largest}`).toBe(true);
  expect.soft(told.fonts, `${path} asks for no font ahead`).toBeGreaterThan(0);
  expect.soft(told.fonts, `${path} asks for more fonts ahead`).toBeLessThanOrEqual(MOST_FONTS);
  expect.soft([...hosts], `${path} asks other hosts`).toEqual([new URL(page.url()).host]);
}

/** Runs in the page. */
function readVitals(html: string) {
  const { vitals } = window as unknown as { vitals: Vitals };
  const words = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
  const sent = new DOMParser().parseFromString(html, "text/html");
  for (const script of sent.querySelectorAll("script, style")) script.remove();
  const largest = words(vitals.largest?.textContent);
  // What the HTML asks for before anything is drawn. The font of formulas comes when a formula is met, and nothing waits for it.
  const preloads = [...document.querySelectorAll<HTMLLinkElement>("link[rel=preload][as=font]")];
  const ahead = new Set(preloads.map(({ href }) => href));
  const fonts = (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).filter(
    ({ name }) => ahead.has(name),
  );
  const shifts = vitals.shifts.filter(({ hadRecentInput }) => !hadRecentInput);
  return {
    shift: shifts.reduce((sum, { value }) => sum + value, 0),
    shifted: shifts.flatMap(({ value, sources }) =>
      sources.map(({ node }) => `${value.toFixed(4)} ${words(node?.textContent).slice(0, 80)}`),
    ),
    largest,
    inHtml: words(sent.body.textContent).includes(largest),
    fonts: fonts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  };
}

/** The hosts that are asked for anything from now on. */
function hostsOf(page: Page): Set<string> {
  const hosts = new Set<string>();
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http")) hosts.add(host);
  });
  return hosts;
}

/** Enough of everything for tables, charts and lists to be what they are in use. */
async function keepBusy(workspace: Workspace): Promise<void> {
  await workspace.grant("ai", "412.55");
  await workspace.grant("lead", "186400.00");
  for (let count = 0; count < 12; count += 1) {
    await workspace.charge("ai", "2.50", { operation: "content_generation" });
    await workspace.charge("lead", "120.00", { operation: "import_followers" });
  }
}

for (const size of SIZES) {
  test.describe(`at ${size.width} pixels`, () => {
    test.use({ viewport: size });

    test("no page of a busy workspace moves while it loads, or waits for scripts to say what it is", async ({
      page,
      workspace,
    }) => {
      test.slow();
      await keepBusy(workspace);
      await follow(page);
      const hosts = hostsOf(page);
      for (const path of PAGES_OF_WORKSPACE.map(workspace.path)) {
        await test.step(path, () => look(page, path, hosts));
      }
    });

    test("nor does any that needs no account", async ({ page }) => {
      await follow(page);
      const hosts = hostsOf(page);
      for (const path of PAGES_OF_NOBODY) await test.step(path, () => look(page, path, hosts));
    });
  });
}
