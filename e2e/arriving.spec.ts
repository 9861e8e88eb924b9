import type { Browser, Page } from "@playwright/test";
import { furnish } from "./access/furnish";
import { expect, test } from "./fixtures";
import { pagesOfWorkspace } from "./pages";

/** With the navigation beside the page; on a phone nothing is. */
const WIDTHS = [1440, 1024];

/** What the page itself begins with: all before it is the frame. */
const MAIN = /<main\b[^>]*>/;

test("on a slow line the frame of a page comes first, and stays where it is when the rest has come", async ({
  page,
  browser,
  workspace,
}) => {
  test.slow();
  const places = await furnish(workspace);
  const drawn = await withoutScripts(browser, page);
  for (const path of pagesOfWorkspace(places).map(workspace.path)) {
    await test.step(path, async () => {
      const whole = await (await page.request.get(path)).text();
      const begun = MAIN.exec(whole);
      expect(begun, `${path}: nothing to wait for`).not.toBeNull();
      const first = whole.slice(0, (begun?.index ?? 0) + (begun?.[0].length ?? 0));
      const before = await frameOf(drawn, path, first);
      expect.soft(before, path).toEqual(await frameOf(drawn, path, whole));
    });
  }
  await drawn.context().close();
});

/** A page of the same person that shows what arrives, and nothing that a script would make of it. */
async function withoutScripts(browser: Browser, page: Page): Promise<Page> {
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ storageState, javaScriptEnabled: false });
  return context.newPage();
}

/** Where the parts of the frame are at each width when that much has arrived. */
async function frameOf(drawn: Page, path: string, body: string): Promise<string[]> {
  const answer = { contentType: "text/html; charset=utf-8", body };
  await drawn.route(
    (url) => url.pathname + url.search === path,
    (route) => route.fulfill(answer),
  );
  await drawn.goto(path);
  await drawn.unrouteAll();
  const places: string[] = [];
  for (const width of WIDTHS) {
    await drawn.setViewportSize({ width, height: 900 });
    for (const part of ["aside", "header", "main"]) {
      const box = await drawn.locator(`[data-shell] ${part}`).first().boundingBox();
      places.push(`${width} ${part} ${box?.x} ${box?.y} ${box?.width}`);
    }
  }
  return places;
}
