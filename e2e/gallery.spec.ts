import type { Locator, Page } from "@playwright/test";
import { cutText, shortenedText } from "./access/layout";
import { measure } from "./access/measuring";
import { lonelySliders } from "./access/targets";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";

/** Of each bell with a number, whether that begins right of its middle: of the bell, enough is left to be seen. */
const leftOfBells = (page: Page) =>
  page.getByRole("button", { name: /^Notices, \d+ unread$/ }).evaluateAll((bells) =>
    bells.map((bell) => {
      const [icon, number] = ["svg", "[aria-hidden]:not(svg)"].map((one) =>
        bell.querySelector(one)?.getBoundingClientRect(),
      );
      return Boolean(icon && number && number.left >= icon.left + icon.width / 2 - 1);
    }),
  );

test("the gallery fits a narrow page, and is accessible in both themes", async ({ page }) => {
  // Every component in every state: axe has much to read.
  test.slow();
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto("/gallery");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Credit components");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expectAccessibleInBothThemes(page);
});

test("no amount of any component is cut, however large, and no name without a tip", async ({
  page,
}) => {
  await page.goto("/gallery");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Credit components");
  for (const width of [1440, 1024, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    expect.soft(await measure(page, cutText), `${width}`).toEqual([]);
    expect.soft(await leftOfBells(page), `bells at ${width}`).toEqual([true, true]);
    const shortened = await measure(page, shortenedText, [] as string[]);
    // Beside ten thousand millions, 320 pixels have no room for a name: there, the amount counts.
    const counts = shortened.filter((one) => width > 320 || one.startsWith("may not be cut"));
    expect.soft(counts, `${width}`).toEqual([]);
  }
});

/** The names of the colours that the outline and the half of AI credits are drawn in; "none" for no colour of its own. */
const coloursOf = (badge: Locator) =>
  badge.evaluate((el) => {
    const names = ["border-strong", "warning", "warning-soft", "critical", "critical-soft"];
    const probe = el.appendChild(document.createElement("i"));
    const nameOf = (colour: string) => {
      const same = (name: string) => {
        probe.style.color = `var(--${name})`;
        return getComputedStyle(probe).color === colour;
      };
      return names.find(same) ?? "none";
    };
    const half = el.querySelector('[data-testid="available-ai"]')?.parentElement ?? el;
    const found = [
      nameOf(getComputedStyle(el).borderTopColor),
      nameOf(getComputedStyle(half).backgroundColor),
    ];
    probe.remove();
    return found;
  });

test("the badge shows what is available, in the colours of its level; while it loads, no number", async ({
  page,
}) => {
  await page.goto("/gallery");
  const named = (name: string | RegExp) => page.getByRole("button", { name }).first();
  for (const [name, ai, lead, colours] of [
    [
      "Credits available: 402.95 AI, 186,400 lead. Open details.",
      "402.95",
      "186,400",
      ["border-strong", "none"],
    ],
    [/AI credits are low\./, "86.40", "186,400", ["warning", "warning-soft"]],
    [/AI credits are almost used up\./, "7.15", "186,400", ["critical", "critical-soft"]],
    [/^Credits available: 0\.00 AI, 0 lead/, "0.00", "0", ["critical", "critical-soft"]],
  ] as const) {
    const badge = named(name);
    await expect(badge.getByTestId("available-ai")).toHaveText(ai);
    await expect(badge.getByTestId("available-lead")).toContainText(lead);
    expect(await coloursOf(badge), String(name)).toEqual(colours);
  }
  const loading = named("Credits are loading. Open details.");
  await expect(loading).not.toContainText(/\d/);
  await expect(loading.locator("[data-slot=skeleton]")).toHaveCount(2);
});

test("with both kinds used up, the badge still says which is which, at any width", async ({
  page,
}) => {
  await page.goto("/gallery");
  const badge = page.getByRole("button", { name: /^Credits available: 0\.00 AI, 0 lead/ });
  for (const width of [1440, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const signs = badge.locator("svg");
    await expect(signs).toHaveCount(4);
    const drawn = await signs.evaluateAll((all) => all.map((one) => one.innerHTML));
    const [ai, empty, lead] = drawn;
    expect(drawn[3]).toBe(empty);
    expect(new Set([ai, empty, lead]).size).toBe(3);
  }
});

test("the balance badge opens by keyboard, says everything, and gives the focus back", async ({
  page,
}) => {
  await page.goto("/gallery");
  const badge = page
    .getByRole("button", { name: "Credits available: 402.95 AI, 186,400 lead. Open details." })
    .first();
  await badge.press("Enter");
  const details = page.getByRole("dialog", { name: "Credit balance" });
  await expect(details).toContainText("9.60 held for 1 running job");
  await expect(details).toContainText("Runs out about 5 Dec");
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await expect(details).toBeHidden();
  await expect(badge).toBeFocused();
});

test("too few credits: the dialog names the gap and starts on the chosen way", async ({ page }) => {
  await page.goto("/gallery");
  await page.getByRole("button", { name: "Generate 12", exact: true }).click();
  const dialog = page.getByRole("alertdialog", { name: "You need 18.20 more credits" });
  await expect(dialog).toContainText("Nothing was charged");
  await expect(dialog.getByRole("radio", { name: /Add 100 credits/ })).toBeFocused();
  await expectAccessibleInBothThemes(page);
});

test("a blocked button says why and does nothing", async ({ page }) => {
  await page.goto("/gallery");
  const button = page.getByRole("button", { name: "Export", exact: true });
  await button.focus();
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription("Choose a list first.");
});

test("what can be dragged can be typed, and the other way round", async ({ page }) => {
  await page.goto("/gallery");
  expect(await measure(page, lonelySliders)).toEqual([]);
  const group = page.getByRole("group", { name: "Stop after, profiles" });
  const field = group.getByRole("spinbutton");
  const slider = group.getByRole("slider");
  await field.fill("2000");
  await expect(slider).toHaveAttribute("aria-valuetext", "2,000 profiles");
  // Not a number of the range: the last one stays in force, and comes back.
  await field.fill("7");
  await expect(slider).toHaveAttribute("aria-valuetext", "2,000 profiles");
  await field.blur();
  await expect(field).toHaveValue("2000");
  await slider.press("ArrowRight");
  await expect(field).toHaveValue("2001");
});
