import { globSync } from "node:fs";
import { complaintsOf, expect, expectAccessible, test } from "./fixtures";

/** These lead on to another page: a redirect, and the watch over a checkout (see buy.spec.ts). */
const LEADS_ON = ["/settings", "/settings/billing/return"];

/** Every page that stands by itself, found in app/: one added later is looked at too. */
const inWorkspace = globSync("app/[[]workspace]/**/page.tsx")
  .filter((file) => !file.replace("[workspace]", "").includes("["))
  .map((file) =>
    file
      .replace(/^app\/\[workspace]/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\/page\.tsx$/, ""),
  )
  .filter((path) => !LEADS_ON.includes(path));
const outside = [
  "/",
  "/sign-in",
  "/sign-up",
  "/rates",
  "/developers",
  "/outbox",
  "/workspaces",
  "/workspaces/new",
];

for (const theme of ["light", "dark"]) {
  test(`every page is accessible in the ${theme} theme, and complains of nothing`, async ({
    page,
    context,
    workspace,
    baseURL,
  }) => {
    test.slow();
    await context.addCookies([{ name: "theme", value: theme, url: baseURL ?? "" }]);
    await workspace.grant("ai", "42.00");
    const complaints = complaintsOf(page);
    for (const path of [...inWorkspace.map(workspace.path), ...outside]) {
      await test.step(path, async () => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
        await expectAccessible(page);
      });
    }
    expect(complaints).toEqual([]);
  });
}

test("no page scrolls sideways at 320 pixels", async ({ page, workspace }) => {
  test.slow();
  await workspace.grant("lead", "186400.00");
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of [...inWorkspace.map(workspace.path), ...outside]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    // Measured again should the page lead on meanwhile, as sign-in does for who is signed in.
    await expect(async () => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(320);
    }).toPass({ timeout: 10_000 });
  }
});
