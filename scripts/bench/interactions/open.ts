import { type Browser, chromium, type Page } from "@playwright/test";
import { chromiumArguments, chromiumPath } from "../../../e2e/browser";
import { hydrated } from "../../../e2e/hydrated";
import { type Demo, SLUG } from "../demo/server";

const DEVICES = {
  desktop: { viewport: { width: 1350, height: 940 }, slower: 1 },
  // As Lighthouse simulates a mid-range phone.
  phone: { viewport: { width: 412, height: 823 }, slower: 4 },
} as const;
export type Device = keyof typeof DEVICES;

/** Runs `work` with a browser of its own. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: chromiumArguments,
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A page of the demo workspace that has come to rest, in a context of its own, on a device of this speed. */
export async function openStill(
  browser: Browser,
  { origin, cookie }: Demo,
  path: string,
  device: Device,
): Promise<Page> {
  const { viewport, slower } = DEVICES[device];
  const context = await browser.newContext({ viewport });
  await context.addCookies([{ ...cookie, url: origin }]);
  const page = await context.newPage();
  await page.goto(`${origin}/${SLUG}${path}`);
  await hydrated(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  return page;
}
