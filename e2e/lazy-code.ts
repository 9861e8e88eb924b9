import type { Page } from "@playwright/test";

const CODE = "**/_next/static/chunks/*.js";

/**
 * Code that the page at `path` does not bring along cannot be had, as on a bad line, or from a server that by now has
 * other code. Answers what ends that.
 */
export async function withoutLazyCode(page: Page, path: string): Promise<() => Promise<void>> {
  const html = await (await page.request.get(path)).text();
  const brought = new Set(html.match(/[\w.~-]+\.js(?=["\\?])/g));
  await page.route(CODE, (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
    return brought.has(name) ? route.continue() : route.abort();
  });
  return () => page.unroute(CODE);
}
