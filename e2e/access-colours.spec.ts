import type { Page } from "@playwright/test";
import { furnish } from "./access/furnish";
import { faintControls, faintText, lostFocus, lostShapes, movement } from "./access/paint";
import { measure } from "./access/sight";
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
    for (const path of [
      "/gallery",
      workspace.path("/settings/billing"),
      workspace.path("/settings/usage"),
    ]) {
      await page.goto(path);
      await page.evaluate((name) => {
        document.documentElement.dataset.theme = name;
      }, other);
      if (path !== "/gallery") await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
      expect.soft(await measure(page, lostShapes), `${path}, drawn`).toEqual([]);
      expect.soft(await measure(page, lostFocus), `${path}, focus`).toEqual([]);
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
        expect.soft(style, `${path}, what is selected`).toBe("solid");
      }
    }
  });
}

test("who asked for no movement sees none: on the page, in what opens, while it loads", async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/gallery");
  expect(await measure(page, movement)).toEqual([]);
  for (const name of ["Generate 12", /^Credits available: 402\.95 AI/]) {
    await page.getByRole("button", { name, exact: true }).first().click();
    await expect(page.locator("[role=dialog], [role=alertdialog]")).toBeVisible();
    expect(await measure(page, movement)).toEqual([]);
    await page.keyboard.press("Escape");
  }
  // And that the measure is of this page: without the wish there is movement.
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await measure(page, movement)).not.toEqual([]);
});
