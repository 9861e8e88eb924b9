import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import {
  type Difference,
  difference,
  drawDifference,
  type Picture,
  readPicture,
  writePicture,
  writePng,
} from "./image";

export const BASELINES = join(import.meta.dirname, "baselines");
/** Where what differs is shown, picture by picture. */
export const DIFFERENCES = ".data/screens-differences";
export const UPDATE = process.env.UPDATE_SCREENS === "1";

/** A page may still be drawing a chart, or hear late of a window that changed. */
const PATIENCE_MS = 10_000;
/** This long without a change, a page is as it will be. */
const STILL_MS = 700;

/**
 * So few pixels may differ: how a window is cut into tiles moves the smoothing of a round corner, by two pixels where
 * it was seen. A hairline, a letter or a step of a row is more.
 */
const FEW = 10;

const alike = (a: Picture, b: Picture): boolean => difference(a, b).pixels <= FEW;

/**
 * The page, or the part of it, looks as in the picture that is kept, or comes to. What differs is drawn beside both,
 * where the failure says. With UPDATE_SCREENS=1 the picture is taken anew wherever the page looks different.
 */
export async function expectLooks(page: Page | Locator, name: string): Promise<void> {
  const path = join(BASELINES, `${name}.webp`);
  const kept = existsSync(path) ? await readPicture(path) : null;
  const seen = await settled(() => shoot(page), kept);
  if (kept && alike(kept, seen)) return;
  if (UPDATE) {
    mkdirSync(dirname(path), { recursive: true });
    return writePicture(seen, path);
  }
  if (!kept) throw new Error(`No picture ${name} is kept yet: npm run screens -- --update`);
  const found = difference(kept, seen);
  expect
    .soft(found.pixels, await saveComparison(name, { kept, seen, found }))
    .toBeLessThanOrEqual(FEW);
}

/**
 * What the page looks like once it stands still, or as soon as it looks as `wanted`. Time counts from the end of the
 * first picture: on a busy machine that one alone can take longer than a page has to stand still.
 */
export async function settled(
  shoot: () => Promise<Picture>,
  wanted: Picture | null,
  now = () => performance.now(),
): Promise<Picture> {
  let last = await shoot();
  const began = now();
  let changed = began;
  while (now() - began < PATIENCE_MS && now() - changed < STILL_MS) {
    if (wanted && alike(wanted, last)) return last;
    const next = await shoot();
    if (!next.pixels.equals(last.pixels)) changed = now();
    last = next;
  }
  return last;
}

const shoot = async (page: Page | Locator): Promise<Picture> =>
  readPicture(await page.screenshot({ animations: "disabled" }));

type Comparison = { kept: Picture; seen: Picture; found: Difference };

/** Draws the difference, and says where. */
async function saveComparison(name: string, { kept, seen, found }: Comparison): Promise<string> {
  const folder = join(DIFFERENCES, name);
  mkdirSync(folder, { recursive: true });
  await writePng(kept, join(folder, "kept.png"));
  await writePng(seen, join(folder, "seen.png"));
  await writePng(drawDifference(kept, seen), join(folder, "difference.png"));
  const where = found.rows ? `, rows ${found.rows.join(" to ")}` : "";
  const most = `by ${found.largest} of 255 at most`;
  return `${name} looks different${where}, ${most}: ${folder}/{kept,seen,difference}.png`;
}
