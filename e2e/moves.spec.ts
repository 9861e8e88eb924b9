import type { Locator, Page } from "@playwright/test";
import { expectStill, follow, takeShifts } from "./access/vitals";
import { keepBusy } from "./busy-workspace";
import { expect, test } from "./fixtures";
import { hydrated } from "./hydrated";
import { slowStreaming } from "./slow-streaming";

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** What is on the screen now was drawn, and the browser has told what moved for it. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) {
      await new Promise((next) => requestAnimationFrame(next));
    }
  });

/**
 * What came is in its place: React shows several parts that come together at one moment. Some belong into a part that
 * is still to come, and wait for it.
 */
const streamedIn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const waits = () => document.querySelector("body > div[hidden][id^='S:']") !== null;
    for (let frame = 0; frame < 40 && waits(); frame += 1) {
      await new Promise((next) => requestAnimationFrame(next));
    }
  });

const STREAMED = [
  "/settings/billing",
  "/settings/billing?kind=lead",
  "/settings/usage",
  "/settings/usage?view=table",
  "/settings/cold-email-agent",
  "/settings/alerts",
  "/activity",
  "/leads",
  "/leads/import",
];

/** Pages that follow what happens, each with what its server says once it did: 1.15 AI credits are charged on each. */
const FOLLOWING = [
  ["", "31.15"],
  ["/activity", /^1 new/],
  ["/settings/billing", /^1 new/],
  ["/settings/usage", "34.60"],
] as const;

for (const size of SIZES) {
  test.describe(`at ${size.width} pixels`, () => {
    test.use({ viewport: size });

    test("nothing moves while a page's figures come in, however late each is", async ({
      page,
      workspace,
      baseURL,
    }) => {
      test.slow();
      await keepBusy(workspace);
      await workspace.startRun({ leads: 3, subject: "Roasters" });
      await follow(page);
      const door = await slowStreaming(baseURL ?? "");
      let came = 0;
      for (const path of STREAMED) {
        await test.step(path, async () => {
          await page.goto(`${door.address}${workspace.path(path)}`, { waitUntil: "commit" });
          await expect(page.getByRole("main")).toBeVisible();
          for (; door.waiting() > 0; came += 1) {
            await drawn(page);
            door.letNextGo();
            await streamedIn(page);
          }
          await hydrated(page);
          await expect(page.locator("main [data-slot=skeleton]:visible")).toHaveCount(0);
          await expect(page.getByText(/did not load/)).toHaveCount(0);
          await drawn(page);
          await expectStill(page, path);
        });
      }
      // A page without a late part shows nothing here; of all of them together there are some.
      expect(came).toBeGreaterThan(STREAMED.length);
      await door.close();
    });

    test("nothing moves on an open page when what it shows changes", async ({
      page,
      workspace,
    }) => {
      test.slow();
      await keepBusy(workspace);
      await workspace.startRun({ leads: 3, subject: "Roasters" });
      await follow(page);
      for (const [path, shows] of FOLLOWING) {
        await test.step(path || "/", async () => {
          await page.goto(workspace.path(path));
          await hydrated(page);
          await expect(page.locator("main [data-slot=skeleton]:visible")).toHaveCount(0);
          await drawn(page);
          await takeShifts(page);
          await workspace.charge("ai", "1.15", { operation: "content_generation" });
          if (path === "/activity") await workspace.startRun({ leads: 2, subject: "Hotels" });
          await expect(page.getByRole("main").getByText(shows).first()).toBeVisible();
          await drawn(page);
          await expectStill(page, path || "/");
        });
      }
    });
  });
}

test("what stands for the chart of the balance is as high as the chart, on a phone of any width", async ({
  page,
  workspace,
  baseURL,
}) => {
  await keepBusy(workspace);
  const door = await slowStreaming(baseURL ?? "");
  const heightsOf = async (place: Locator) => {
    const heights = [];
    for (const width of [360, 390, 412, 430]) {
      await page.setViewportSize({ width, height: 844 });
      await drawn(page);
      heights.push(Math.round((await place.boundingBox())?.height ?? 0));
    }
    return heights;
  };
  await page.goto(`${door.address}${workspace.path("/settings/billing")}`, { waitUntil: "commit" });
  const waits = page.getByRole("status").filter({ hasText: "Loading the last 30 days" });
  await expect(waits).toBeVisible();
  const before = await heightsOf(waits.locator(".."));
  while (door.waiting() > 0) {
    door.letNextGo();
    await streamedIn(page);
  }
  await expect(waits).toHaveCount(0);
  const chart = page.getByRole("main").getByRole("figure").first();
  expect(await heightsOf(chart.locator(".."))).toEqual(before);
  await door.close();
});
