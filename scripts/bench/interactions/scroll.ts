import type { Page } from "@playwright/test";
import type { Demo } from "../demo/server";
import { quantile } from "../ledger/drive";
import { type Device, openStill, withBrowser } from "./open";

/** How a page moved while it was scrolled to its end and back. */
export type Scrolled = {
  path: string;
  device: Device;
  /** Frames a second, of those that there was time for. */
  perSecond: number;
  /** Milliseconds from one frame to the next. */
  p99: number;
  worst: number;
  /** How many of a hundred frames came more than half a frame late. */
  missed: number;
};

/** The longest pages: fifty rows of the history, all runs, every price. */
const PATHS = ["/settings/billing", "/activity", "/rates"];
const A_SECOND = 60;
const FRAME_MS = 1000 / A_SECOND;
/** As fast as a determined thumb. */
const PIXELS_A_SECOND = 2_400;

/**
 * Scrolls the longest pages to their end and back as a finger or a wheel does, once a second's frames came in time, and
 * reports every frame made meanwhile.
 */
export const measureScrolling = (demo: Demo): Promise<Scrolled[]> =>
  withBrowser(async (browser) => {
    const found: Scrolled[] = [];
    for (const device of ["desktop", "phone"] as const) {
      for (const path of PATHS) {
        const page = await openStill(browser, demo, path, device);
        const gaps = await gapsWhile(page, () => scrollToTheEndAndBack(page));
        await page.context().close();
        found.push({ path, device, ...told(gaps) });
      }
    }
    return found;
  });

function told(gaps: readonly number[]): Omit<Scrolled, "path" | "device"> {
  const all = gaps.reduce((sum, gap) => sum + gap, 0);
  const missed = gaps.filter((gap) => gap > 1.5 * FRAME_MS).length;
  return {
    perSecond: Math.round((1000 * gaps.length) / all),
    p99: Math.round(quantile(gaps, 0.99)),
    worst: Math.round(Math.max(...gaps)),
    missed: Math.round((1000 * missed) / gaps.length) / 10,
  };
}

/** The time between one frame and the next, for each frame that begins while something is done. */
async function gapsWhile(page: Page, doing: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    // Asks again by itself. No function here has a name: the helper that sets names does not exist in the page.
    const again: FrameRequestCallback[] = [];
    again.push((at) => {
      frames.push(at);
      requestAnimationFrame(again[0] as FrameRequestCallback);
    });
    requestAnimationFrame(again[0] as FrameRequestCallback);
  });
  await page.waitForFunction((frames) => {
    const last = (window as unknown as Framed).frames.slice(-frames);
    return last.length === frames && (last.at(-1) ?? 0) - (last[0] ?? 0) < frames * 17;
  }, A_SECOND);
  const before = await page.evaluate(() => (window as unknown as Framed).frames.length);
  await doing();
  const frames = await page.evaluate(() => (window as unknown as Framed).frames);
  return frames.slice(before).map((at, index) => at - (frames[before + index - 1] as number));
}

type Framed = { frames: number[] };

async function scrollToTheEndAndBack(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const distance = await page.evaluate(
    () => document.documentElement.scrollHeight - window.innerHeight,
  );
  for (const yDistance of [-distance, distance]) {
    await devtools.send("Input.synthesizeScrollGesture", {
      ...{ x: 200, y: 400, yDistance, speed: PIXELS_A_SECOND },
      preventFling: true,
    });
  }
}
