import type { Page } from "@playwright/test";
import { sameInGrey } from "./access/colours";
import { faintControls, faintText, lostFocus, lostShapes, movement } from "./access/contrast";
import { furnish } from "./access/furnish";
import { measure } from "./access/measuring";
import { expect, showTheme, test } from "./fixtures";

const THEMES = ["light", "dark"] as const;

/** Everything that looks different then, as if it were pointed at, pressed or in focus: by the browser's own rules, all at once. */
async function forceState(page: Page, states: readonly string[]): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("DOM.enable");
  await browser.send("CSS.enable");
  const { root } = await browser.send("DOM.getDocument", { depth: 0 });
  const found = await browser.send("DOM.querySelectorAll", {
    nodeId: root.nodeId,
    selector: "a, button, input, textarea, select, label, summary, tr, li, [role], [data-slot]",
  });
  // What the page draws anew meanwhile is as it is; nearly everything is there to stay.
  const forced = await Promise.allSettled(
    found.nodeIds.map((nodeId) =>
      browser.send("CSS.forcePseudoState", { nodeId, forcedPseudoClasses: [...states] }),
    ),
  );
  const kept = forced.filter(({ status }) => status === "fulfilled").length;
  expect(kept).toBeGreaterThan(forced.length * 0.95);
}

/** What stands on pages of rows, switches and bars. */
const STANDING = [
  "/settings/billing",
  "/settings/billing/receipts",
  "/settings/usage",
  "/settings/alerts",
  "/activity",
];

/** With the reader's own colours, what is drawn on the page, what is selected and the focus are seen. */
async function expectDrawn(page: Page, where: string): Promise<void> {
  expect.soft(await measure(page, lostShapes), `${where}, drawn`).toEqual([]);
  expect.soft(await measure(page, lostFocus), `${where}, focus`).toEqual([]);
  // Words on a filled button stand on its fill, not on a plate of the browser's own.
  for (const filled of await page.locator("[data-slot=button].bg-primary:visible").all()) {
    await expect.soft(filled).toHaveCSS("forced-color-adjust", "none");
  }
  const states = page.locator(
    "a[aria-current]:visible, [data-slot=option][data-state=checked]:visible, [data-slot=segmented-item][data-state=checked]:visible",
  );
  for (const style of await states.evaluateAll((all) =>
    all.map((el) => getComputedStyle(el).outlineStyle),
  )) {
    expect.soft(style, `${where}, what is selected`).toBe("solid");
  }
  // A number on a fill of its own, as that of the unread notices.
  for (const count of await page.locator(".bg-foreground:visible").all()) {
    await expect.soft(count, `${where}, on a fill`).toHaveCSS("forced-color-adjust", "none");
  }
}

/** Of the gallery: a message at the edge of the page, and a sheet over it. */
async function openSheetAndToast(page: Page, then: () => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: "Show", exact: true }).press("Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "Import started" })).toBeVisible();
  await page.getByRole("button", { name: "Why was this charged", exact: true }).press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await then();
  await page.keyboard.press("Escape");
}

for (const theme of THEMES) {
  test(`words and outlines of every component keep their contrast, ${theme}: at rest, pointed at, pressed, in focus, selected, blocked`, async ({
    page,
  }) => {
    test.slow();
    await page.goto("/gallery");
    await showTheme(page, theme);
    for (const states of [[], ["hover"], ["hover", "active"], ["focus", "focus-visible"]]) {
      await forceState(page, states);
      const name = states.join(" and ") || "rest";
      expect.soft(await measure(page, faintText), `text, ${name}`).toEqual([]);
      expect.soft(await measure(page, faintControls), `outlines, ${name}`).toEqual([]);
    }
  });

  test(`the reader's own colours, ${theme}: marks, bars, switches, states and the focus stay visible`, async ({
    page,
    workspace,
  }) => {
    test.slow();
    await furnish(workspace);
    await page.emulateMedia({
      forcedColors: "active",
      colorScheme: theme,
      reducedMotion: "reduce",
    });
    // The theme of the product and the reader's colours need not agree.
    const other = theme === "light" ? "dark" : "light";
    const open = async (path: string) => {
      await page.goto(path);
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, other);
    };
    await open("/gallery");
    await expectDrawn(page, "/gallery");
    await openSheetAndToast(page, () => expectDrawn(page, "a sheet and a toast"));
    for (const path of [...STANDING].map(workspace.path)) {
      await open(path);
      await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
      await expectDrawn(page, path);
      expect.soft(await measure(page, movement), `${path}, movement`).toEqual([]);
    }
  });
}

test("in grey, each kind of credits and each state keeps a shape of its own", async ({
  page,
  workspace,
}) => {
  await furnish(workspace);
  await page.goto(workspace.path("/settings/usage"));
  await expect(page.getByRole("link", { name: "Lead credits" })).toBeVisible();
  const kinds = "[role=group][aria-label='Kind of credits'] a";
  expect(await measure(page, sameInGrey, kinds)).toEqual([]);
  await page.goto(workspace.path("/activity"));
  await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
  expect(await measure(page, sameInGrey, "td:nth-child(4) > span")).toEqual([]);
});

test("who asked for no movement sees none: on the page, in what opens, while it loads", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/gallery");
  expect(await measure(page, movement)).toEqual([]);
  for (const name of ["Generate 12", /^Credits available: 402\.95 AI/]) {
    await page.getByRole("button", { name, exact: true }).first().click();
    const layer = page.locator("[role=dialog], [role=alertdialog]");
    await expect(layer).toBeVisible();
    expect(await measure(page, movement)).toEqual([]);
    await page.keyboard.press("Escape");
    // On its way out it takes the focus back to where it was.
    await expect(layer).toHaveCount(0);
  }
  await openSheetAndToast(page, async () => expect(await measure(page, movement)).toEqual([]));
  // And that the measure is of this page: without the wish there is movement.
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await measure(page, movement)).not.toEqual([]);
});
