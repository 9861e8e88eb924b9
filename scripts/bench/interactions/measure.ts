import type { Browser, Page } from "@playwright/test";
import type { Demo } from "../demo/server";
import { quantile } from "../ledger/drive";
import { type Device, openStill, withBrowser } from "./open";

export type Interaction = {
  name: string;
  device: Device;
  /** Milliseconds from the press to the next painted frame, as Event Timing reports them. */
  p75: number;
  worst: number;
};

type Doing = {
  path: string;
  begin: (page: Page) => Promise<void>;
  act: (page: Page) => Promise<void>;
};

const BILLING = "/settings/billing";
/** A table or, on a phone, a list. */
const history = (page: Page) =>
  page
    .getByRole("table", { name: "Transaction history" })
    .or(page.getByRole("list", { name: "Transaction history" }));
const nothing = async () => {};

/** What people do most, each starting from a page at rest. */
const DOINGS: Record<string, Doing> = {
  "opens a filter": {
    path: BILLING,
    begin: nothing,
    act: async (page) => {
      await page.getByRole("button", { name: /^Operation/ }).click();
      await page.getByRole("option").first().waitFor();
    },
  },
  "chooses in a filter": {
    path: BILLING,
    begin: async (page) => {
      await page.getByRole("button", { name: /^Operation/ }).click();
      await page.getByRole("option").first().waitFor();
    },
    act: async (page) => {
      await page.getByRole("option").nth(1).click();
      await page.waitForURL(/op=/);
    },
  },
  "opens a row": {
    path: BILLING,
    begin: nothing,
    act: async (page) => {
      await history(page).getByRole("link").first().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "changes the kind": {
    path: BILLING,
    begin: nothing,
    act: async (page) => {
      await page.getByRole("link", { name: "Lead credits", exact: true }).click();
      await page.waitForURL(/kind=lead/);
    },
  },
  "steps a number": {
    path: "/rates/calculator",
    begin: nothing,
    act: async (page) => {
      await page.getByRole("spinbutton", { name: "Contacts a month" }).press("ArrowUp");
    },
  },
};

/** Presses and keys on the most used pages. A quick one that Event Timing leaves out counts as its minimum, 16 ms. */
export const measureInteractions = (
  demo: Demo,
  { times, only }: { times: number; only: string },
): Promise<Interaction[]> =>
  withBrowser(async (browser) => {
    const asked = Object.entries(DOINGS).filter(([name]) => name.includes(only));
    const found: Interaction[] = [];
    for (const device of ["desktop", "phone"] as const) {
      for (const [name, doing] of asked) {
        const took: number[] = [];
        for (let time = 0; time < times; time += 1) {
          took.push(await once(browser, demo, doing, device));
        }
        found.push({ name, device, p75: quantile(took, 0.75), worst: Math.max(...took) });
      }
    }
    return found;
  });

async function once(
  browser: Browser,
  demo: Demo,
  { path, begin, act }: Doing,
  device: Device,
): Promise<number> {
  const page = await openStill(browser, demo, path, device);
  await begin(page);
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { times });
    // No function here has a name: the helper that sets names does not exist in the page.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[]) {
        if (entry.interactionId > 0) times.push(entry.duration);
      }
    }).observe({ type: "event", durationThreshold: 16 } as object);
  });
  await act(page);
  const worst = await page.evaluate(async () => {
    await new Promise((frame) => requestAnimationFrame(() => requestIdleCallback(frame)));
    return Math.max(16, ...(window as unknown as { times: number[] }).times);
  });
  await page.context().close();
  return worst;
}
