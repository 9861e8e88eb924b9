import { type Browser, chromium, type Page } from "@playwright/test";
import { awake } from "../../../e2e/awake";
import { chromiumArguments, chromiumPath } from "../../../e2e/browser";
import { type Demo, SLUG } from "../demo/server";
import { quantile } from "../ledger/drive";

export type Interaction = {
  name: string;
  device: "desktop" | "phone";
  /** Milliseconds from the press to the next frame that was painted, as Event Timing tells them. */
  p75: number;
  worst: number;
};

type Doing = {
  path: string;
  begin: (page: Page) => Promise<void>;
  act: (page: Page) => Promise<void>;
};

const DEVICES = {
  desktop: { viewport: { width: 1350, height: 940 }, slower: 1 },
  // As Lighthouse does for a phone of the middle class.
  phone: { viewport: { width: 412, height: 823 }, slower: 4 },
} as const;

const BILLING = "/settings/billing";
/** A table, and on a phone a list. */
const history = (page: Page) =>
  page
    .getByRole("table", { name: "Transaction history" })
    .or(page.getByRole("list", { name: "Transaction history" }));
const nothing = async () => {};

/** What people do most, each from a page that stands still. */
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
      await page.getByLabel("Contacts a month").press("ArrowUp");
    },
  },
};

/** Presses and keys on the pages that are used most; a quick one that Event Timing leaves out counts as its least, 16 ms. */
export async function measureInteractions(
  demo: Demo,
  { times, only }: { times: number; only: string },
): Promise<Interaction[]> {
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: chromiumArguments,
  });
  const found: Interaction[] = [];
  try {
    for (const device of ["desktop", "phone"] as const) {
      for (const [name, doing] of Object.entries(DOINGS)) {
        if (!name.includes(only)) continue;
        const took: number[] = [];
        for (let time = 0; time < times; time += 1) {
          took.push(await once(browser, demo, doing, device));
        }
        found.push({ name, device, p75: quantile(took, 0.75), worst: Math.max(...took) });
      }
    }
  } finally {
    await browser.close();
  }
  return found;
}

async function once(
  browser: Browser,
  { origin, cookie }: Demo,
  { path, begin, act }: Doing,
  device: keyof typeof DEVICES,
): Promise<number> {
  const { viewport, slower } = DEVICES[device];
  const context = await browser.newContext({ viewport });
  await context.addCookies([{ ...cookie, url: origin }]);
  const page = await context.newPage();
  await page.goto(`${origin}/${SLUG}${path}`);
  await awake(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await begin(page);
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { times });
    // No function here has a name: what tells names does not come into the page with it.
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
  await context.close();
  return worst;
}
