import type { Locator, Page } from "@playwright/test";
import { furnish } from "./access/furnish";
import { expect, test } from "./fixtures";

/** As the product's own parts speak to the announcer of the page (components/ui/announcer.tsx). */
const announce = (page: Page, text: string, urgency = "polite", topic = text): Promise<void> =>
  page.evaluate(
    (detail) => {
      window.dispatchEvent(new CustomEvent("announce", { detail }));
    },
    { text, urgency, topic },
  );

/** Every change of the polite region from now on, with the time it was made at. */
async function listen(page: Page): Promise<() => Promise<{ at: number; words: string }[]>> {
  const region = page.locator(".sr-only > [role=status]");
  const heard = await region.evaluateHandle((element) => {
    const changes: { at: number; words: string }[] = [];
    const note = () => changes.push({ at: Date.now(), words: element.textContent ?? "" });
    new MutationObserver(note).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return changes;
  });
  return () => heard.jsonValue();
}

test("news are spoken at once, then at most once in five seconds and together; errors never wait", async ({
  page,
}) => {
  await page.clock.install();
  await page.goto("/gallery");
  await page.clock.pauseAt(Date.now() + 3_600_000);
  const heard = await listen(page);

  for (let second = 0; second < 12; second += 1) {
    await announce(page, `Balance ${400 - second}`, "polite", "balance");
    if (second === 2) await announce(page, "Import: 25%");
    await page.clock.runFor(1_000);
  }
  const changes = await heard();
  expect(changes.map(({ words }) => words)).toEqual([
    "Balance 400",
    "Balance 396. Import: 25%",
    "Balance 391",
  ]);
  const gaps = changes.slice(1).map(({ at }, index) => at - (changes[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000);

  await announce(page, "The import failed. Nothing was charged.", "assertive");
  await expect(page.locator(".sr-only > [role=alert]")).toHaveText(
    "The import failed. Nothing was charged.",
  );
});

/** The words of each heading stand on one line, apart from those of the next. */
const gaps = (heads: Locator) =>
  heads.evaluateAll((all) => {
    const words = all.map((head) => {
      const range = document.createRange();
      range.selectNodeContents(head);
      return range.getClientRects();
    });
    return words.slice(1).map((now, at) => {
      const [left, right] = [words[at]?.[0], now[0]];
      return now.length === 1 && !!left && !!right && right.left - left.right >= 12;
    });
  });

test("the balance as a table: by keyboard, in the address, the same numbers, nothing by pointing alone", async ({
  page,
  workspace,
}) => {
  await furnish(workspace);
  await page.goto(workspace.path("/settings/billing"));
  const figure = page.getByRole("figure");
  await expect(figure).toHaveAccessibleDescription(
    /Balance of the last 30 days\. Today [\d,.]+ AI credits\. Came in: 550\.00\./,
  );

  // Its minute may come to an end meanwhile.
  const words = async () =>
    (await page.locator("body").innerText()).replace(/Updated \d\d:\d\d/, "Updated");
  const before = await words();
  const drawing = await figure.locator("svg:visible").boundingBox();
  for (const share of [0.2, 0.5, 0.8]) {
    await page.mouse.move(
      (drawing?.x ?? 0) + (drawing?.width ?? 0) * share,
      (drawing?.y ?? 0) + (drawing?.height ?? 0) / 2,
    );
  }
  expect(await words()).toBe(before);

  await figure.getByRole("link", { name: "View as table" }).press("Enter");
  await expect(page).toHaveURL(/\?view=table$/);
  const back = figure.getByRole("link", { name: "View as chart" });
  await expect(back).toBeFocused();
  const table = figure.getByRole("table", { name: "Balance of the last 30 days" });
  await expect(table.getByRole("row", { name: /\+550\.00/ })).toHaveCount(1);
  const current = await page
    .getByRole("row", { name: /^Now/ })
    .getByRole("cell")
    .last()
    .innerText();
  await expect(page.getByText(`${current} AI credits`).first()).toBeAttached();
  await expect(figure.locator("svg")).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await gaps(table.getByRole("columnheader"))).toEqual([true, true]);
  await page.setViewportSize({ width: 1440, height: 900 });

  // It stays a table when the history is filtered, and after a reload.
  await page.getByRole("link", { name: "Lead credits" }).click();
  await expect(page).toHaveURL(/kind=lead.*view=table/);
  await page.goBack();
  await page.reload();
  await expect(table).toBeVisible();
  await back.press("Enter");
  await expect(page).toHaveURL(/\/billing$/);
  await expect(figure.locator("svg:visible")).toBeVisible();
});
