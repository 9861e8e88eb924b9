import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { hydrated } from "../hydrated";
import { ROUTES, routeFor } from "../pages";
import { difference, type Picture } from "./image";
import { readWorld } from "./installation";
import { BASELINES, expectLooks, settled, UPDATE } from "./look";
import { NOW } from "./standing-still.mjs";
import { LEFT_OUT, SCREENS } from "./table";
import {
  addressOf,
  looksOf,
  partsOf,
  picturesOf,
  type Screen,
  WIDTHS,
  type Width,
} from "./table/types";

/** Whatever opens over a page: some of it is fetched first. */
const OPEN = "[role=dialog], [role=alertdialog], [role=menu]";

for (const screen of SCREENS) {
  test(screen.name, async ({ page, context, baseURL }) => {
    const world = readWorld();
    const cookie = screen.as && world.cookies[screen.as];
    if (cookie) await context.addCookies([{ ...cookie, url: baseURL ?? "", httpOnly: true }]);
    await page.clock.setFixedTime(NOW);
    const looks = looksOf(screen);
    for (const [index, [width, theme]] of looks.entries()) {
      await page.emulateMedia({ colorScheme: theme });
      if (width !== looks[index - 1]?.[0]) {
        const anew = index === 0 || screen.open !== undefined;
        await show(page, screen, width, anew ? addressOf(screen, world) : null);
      }
      await look(page, screen, `${width}-${theme}`);
    }
  });
}

/** The page at a width: as it is, or opened at `address`. */
async function show(
  page: Page,
  screen: Screen,
  width: Width,
  address: string | null,
): Promise<void> {
  await page.setViewportSize({ width, height: WIDTHS[width] });
  if (address) await open(page, address, screen);
  if (!screen.open && !screen.parts) await showWhole(page, width, screen);
}

async function open(page: Page, address: string, screen: Screen): Promise<void> {
  await page.goto(address);
  if (screen.ready) await page.locator(screen.ready).first().waitFor();
  if (screen.open) {
    await hydrated(page);
    await screen.open(page);
    await page
      .locator(screen.shows ?? OPEN)
      .first()
      .waitFor();
  }
  if (screen.fails) return writeSameReferences(page);
  if (!screen.skeletons) await expect(page.locator("[data-slot=skeleton]:visible")).toHaveCount(0);
  // A pointer that rests on what was pressed colours it.
  await page.mouse.move(0, 0);
}

/** The reference of a failure names a place in the build: it is another one with each. */
async function writeSameReferences(page: Page): Promise<void> {
  const references = page.getByText(/Reference \w+\./);
  await references.first().waitFor();
  await hydrated(page);
  await references.evaluateAll((all) => {
    for (const { childNodes } of all) {
      for (const node of childNodes) {
        node.nodeValue &&= node.nodeValue.replace(/Reference \w+\./, "Reference 000.");
      }
    }
  });
}

/** A window as high as the page: the frame of the sheet is drawn around the window. */
async function showWhole(page: Page, width: Width, { atMost }: Screen): Promise<void> {
  let before = 0;
  await expect(async () => {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const grown = height - before;
    before = height;
    expect(grown, "The page still grows").toBe(0);
  }).toPass({ intervals: [100] });
  await page.setViewportSize({ width, height: Math.min(before, atMost ?? before) });
}

async function look(page: Page, { name, parts }: Screen, variant: string): Promise<void> {
  if (!parts) return expectLooks(page, `${name}/${variant}`);
  const found = page.locator(parts.of);
  await expect(found).toHaveCount(parts.count);
  for (const part of partsOf(parts.count)) {
    await expectLooks(found.nth(part - 1), `${name}/${variant}.${part}`);
  }
}

test("every page of app/ is looked at, or is left out for a reason", () => {
  const world = readWorld();
  const seen = new Set(SCREENS.map((screen) => routeFor(addressOf(screen, world))));
  expect(ROUTES.filter((route) => !seen.has(route) && !LEFT_OUT[route])).toEqual([]);
  expect(Object.keys(LEFT_OUT).filter((route) => !ROUTES.includes(route))).toEqual([]);
});

test("no picture is kept that nobody compares", () => {
  const compared = new Set(SCREENS.flatMap(picturesOf));
  const kept = globSync("**/*.webp", { cwd: BASELINES });
  const left = kept.filter((file) => !compared.has(file.replace(/\.webp$/, "")));
  if (UPDATE) for (const file of left) rmSync(join(BASELINES, file));
  else expect(left).toEqual([]);
});

const plain = (grey: number): Picture => ({
  width: 40,
  height: 30,
  pixels: Buffer.alloc(40 * 30 * 3, grey),
});

test("a picture that took long does not pass for a page that stands still", async () => {
  const [before, after] = [plain(255), plain(0)];
  let [seconds, taken] = [0, 0];
  const slowly = async () => {
    seconds += 2;
    taken += 1;
    return taken === 1 ? before : after;
  };
  const looks = (wanted: Picture) => settled(slowly, wanted, () => seconds * 1000);
  expect(await looks(after)).toBe(after);
  // If it never looks as wanted, what is told is what it came to.
  taken = 0;
  expect(await looks(plain(128))).toBe(after);
});

test("a step between two greys is a difference, and what processors round is none", () => {
  const hairline = plain(255);
  hairline.pixels.fill(250, 40 * 3 * 12, 40 * 3 * 13);
  expect(difference(plain(255), hairline)).toEqual({ pixels: 40, largest: 5, rows: [12, 12] });
  expect(difference(plain(255), plain(253)).pixels).toBe(0);
  expect(difference(plain(255), { ...plain(255), height: 29 }).pixels).toBe(1200);
});
