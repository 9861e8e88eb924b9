import type { Page } from "@playwright/test";
import { backFromCheckout } from "./checkout";
import { expect, test, type Workspace } from "./fixtures";
import { chooseCsv, nameNewList, userNames } from "./imports";

async function choose(page: Page, workspace: Workspace, leads: number) {
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, userNames(leads));
}

const start = (page: Page) => page.getByRole("button", { name: /^Start import/ });
const placeInFocus = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>("[data-place]")?.dataset.place);
const scrollTop = (page: Page) => page.evaluate(() => Math.round(window.scrollY));

/** Scrolls the page down to where `target` is well in view. */
async function scrollTo(page: Page, target: ReturnType<Page["locator"]>) {
  await target.evaluate((element) => element.scrollIntoView({ block: "center" }));
  expect(await scrollTop(page)).toBeGreaterThan(40);
}

test("from blocked to running in three interactions, in the place where it was blocked", async ({
  page,
  workspace,
}) => {
  await page.setViewportSize({ width: 1440, height: 460 });
  await workspace.grant("lead", "100.00");
  await choose(page, workspace, 10);
  await nameNewList(page, "After the purchase");
  const add = page.getByRole("button", { name: /^Add 1,000 and continue/ });
  await scrollTo(page, add);
  const before = await scrollTop(page);

  const interactions: string[] = [];
  const interact = async (name: string, target: ReturnType<Page["locator"]>) => {
    interactions.push(name);
    await target.click();
  };
  await interact("add", add);
  await interact("pay", page.getByRole("button", { name: /^Pay \$/ }));
  await page.waitForURL(/billing\/return/);
  const cameBackTo = page.url();
  await interact("back", page.getByRole("link", { name: "Back to where you were" }));

  await expect(page).toHaveURL(/leads\/import\?import=/);
  await expect.poll(() => placeInFocus(page)).toBe("import.go");
  await expect(page.getByRole("heading", { name: "10 leads imported" })).toBeVisible();
  // A run is shorter than the panel that was there: as far down as the page goes, with the same step in view.
  const farthest = () =>
    page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  await expect
    .poll(async () => Math.abs((await scrollTop(page)) - Math.min(before, await farthest())))
    .toBeLessThanOrEqual(1);
  await expect(page.locator(":focus")).toBeInViewport();
  expect(interactions.length).toBeLessThanOrEqual(4);
  await page.getByRole("link", { name: "View list" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "After the purchase" })).toBeAttached();

  await page.goto(cameBackTo);
  await expect(page.getByRole("link", { name: /^See what it came to: / })).toBeVisible();
});

test("without going on by itself, the draft is as it was, with the focus on Start", async ({
  page,
  workspace,
}) => {
  await page.setViewportSize({ width: 1440, height: 460 });
  await workspace.grant("lead", "100.00");
  await choose(page, workspace, 10);
  await nameNewList(page, "Kept");
  await page.getByLabel("Stop after", { exact: true }).fill("4");
  await page.getByRole("checkbox", { name: "Start as soon as the credits arrive" }).uncheck();
  const add = page.getByRole("button", { name: /^Add 1,000 and continue/ });
  await scrollTo(page, add);
  const before = await scrollTop(page);
  await add.click();
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await page.waitForURL(/billing\/return/);
  await page.getByRole("link", { name: "Back to where you were" }).click();

  await expect(start(page)).toHaveAccessibleName(/280 credits/);
  await expect(start(page)).toBeFocused();
  await expect.poll(async () => Math.abs((await scrollTop(page)) - before)).toBeLessThanOrEqual(1);
  await expect(page.getByLabel("Name of the new list")).toHaveValue("Kept");
  await expect(page.getByLabel("Stop after", { exact: true })).toHaveValue("4");
  await page.keyboard.press("Enter");
  await workspace.letRunsBegin();
  await expect(page.getByRole("heading", { name: "4 leads imported" })).toBeVisible();
});

test("come back by the browser's own Back, what was blocked can be bought for again", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "100.00");
  // What is kept for Back hears nothing and asks for nothing meanwhile.
  await page.route("**/api/events?*", (route) => route.abort());
  await choose(page, workspace, 10);
  // The page stays, as the browser keeps it for Back while another one is shown.
  const left = page.waitForRequest(/\/pay\//);
  await page.route(/\/pay\//, (route) => route.fulfill({ status: 204 }));
  const add = page.getByRole("button", { name: /^Add 1,000 and continue/ });
  await add.click();
  await left;
  await expect(add).toHaveAttribute("aria-busy", "true");
  await page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await expect(add).not.toHaveAttribute("aria-busy");
  // What the page learns of the first press comes above the button.
  await expect(page.getByText(/^Starts by itself/)).toBeVisible();
  await expect(page.getByText("Start as soon as the credits arrive")).toHaveCount(0);
  await page.unroute(/\/pay\//);
  await add.click();
  await expect(page.getByRole("heading", { name: "Pay $10.00" })).toBeVisible();

  // And by the checkout page's own way back: what happened is said beside what is blocked, which is as it was.
  await backFromCheckout(page);
  await expect(page).toHaveURL(/leads\/import\?import=.*checkout=closed/);
  const closed = page.getByRole("region", { name: /^You need/ }).getByRole("status");
  await expect(closed).toHaveText("Checkout was closed. Nothing was charged.");
  await expect(add).toBeVisible();
  await page.reload();
  await expect(closed).toHaveText("Checkout was closed. Nothing was charged.");

  // When the credits come another way, what waited begins in its place: nothing is taken away for it, nor the focus.
  await add.focus();
  const takenAway = await watchSkeletons(page);
  await workspace.grant("lead", "1000.00");
  const { creditsArrived } = await import("@/lib/credits/mutations/arrivals");
  await creditsArrived({ workspaceId: workspace.id, kind: "lead", continueRunId: null });
  await expect(page.getByRole("heading", { name: "10 leads imported" })).toBeVisible();
  await expect.poll(() => placeInFocus(page)).toBe("import.go");
  expect(await takenAway()).toBe(0);
});

/** Counts from now on what stands in for a part of the page while it is loaded. */
async function watchSkeletons(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { skeletons: number };
    counted.skeletons = 0;
    new MutationObserver(() => {
      counted.skeletons += document.querySelectorAll("[data-slot=skeleton]").length;
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { skeletons: number }).skeletons);
}

type Shift = { sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[] };

/** Notes what moves on the page from now on, also right after an input: by its text, and from where to where. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = window as unknown as { moved: string[] };
    seen.moved = [];
    // A number that grows to its left, or down, has stayed in its place.
    const moved = (was: DOMRect, is: DOMRect) =>
      Math.abs(was.top - is.top) > 1 ||
      (Math.abs(was.left - is.left) > 1 && Math.abs(was.right - is.right) > 1);
    // The thumb of the slider is what the number moves.
    const isThumb = (node: Node | null) =>
      (node instanceof Element ? node : node?.parentElement)?.closest("[data-slot=slider]");
    new PerformanceObserver((list) => {
      const shifts = list.getEntries() as unknown as Shift[];
      const found = shifts
        .flatMap(({ sources }) => sources)
        .filter(({ node, previousRect: was, currentRect: is }) => moved(was, is) && !isThumb(node));
      for (const { node, previousRect: was, currentRect: is } of found) {
        const text = node?.textContent?.slice(0, 60);
        seen.moved.push(`${text}: ${was.left},${was.top} to ${is.left},${is.top}`);
      }
    }).observe({ type: "layout-shift" });
  });
  return () =>
    page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          // Two frames on, what was drawn has been told.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => {
              resolve((window as unknown as { moved: string[] }).moved);
            }),
          );
        }),
    );
}

for (const [what, granted] of [
  ["covered", "100000.00"],
  ["not covered as a whole", "500.00"],
] as const) {
  test(`the price follows how many are imported, and nothing moves: ${what}`, async ({
    page,
    workspace,
  }) => {
    await workspace.grant("lead", granted);
    await choose(page, workspace, 1_200);
    const field = page.getByLabel("Stop after", { exact: true });
    await expect(field).toHaveValue("1200");
    await page.getByRole("region", { name: /^Reads 1,200 rows/ }).waitFor();
    const shifts = await watchShifts(page);
    await field.fill("3");
    await expect(start(page)).toHaveAccessibleName(/210 credits/);
    await field.fill("7");
    await expect(start(page)).toHaveAccessibleName(/490 credits/);
    await page.getByRole("slider", { name: "Stop after, in leads" }).press("ArrowLeft");
    await expect(start(page)).toHaveAccessibleName(/420 credits/);
    await page.getByRole("slider", { name: "Stop after, in leads" }).press("End");
    await expect(field).toHaveValue("1200");
    expect(await shifts()).toEqual([]);
  });
}

test("another file changes the price, and the form beside it stays where it is", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "5000.00");
  await choose(page, workspace, 5);
  await expect(start(page)).toHaveAccessibleName(/350 credits/);
  const source = page.getByRole("radio", { name: /CSV, usernames only/ });
  await page.getByRole("region", { name: /^Reads 5 rows/ }).waitFor();
  const before = await source.boundingBox();
  await page.getByRole("button", { name: "Choose another" }).click();
  await chooseCsv(page, userNames(9), "more.csv");
  await expect(start(page)).toHaveAccessibleName(/630 credits/);
  expect(await source.boundingBox()).toEqual(before);
});
