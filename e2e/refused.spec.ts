import type { Page } from "@playwright/test";
import { looking } from "./access/looking";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";

/** Pages that a role may not see, and what the refusal says. */
const REFUSED = [
  ["member", "/settings/usage", "Team usage is visible to admins"],
  ["viewer", "/settings/usage", "Team usage is visible to admins"],
  ["member", "/settings/alerts", "Only owners and admins see alerts and limits"],
  ["billing", "/settings/alerts", "Only owners and admins see alerts and limits"],
  ["member", "/settings/billing/receipts", "Only those who can buy credits see"],
  ["member", "/settings/billing/statements", "Only those who can buy credits see"],
  ["viewer", "/leads/import", "Your role cannot import leads"],
] as const;

/** As a member sees them, these are looked at in every respect, axe's too: a message in a box, and one of a whole page. */
const WHOLE_PAGES: ReadonlySet<string> = new Set(["/settings/usage", "/settings/alerts"]);

/** What leads on from a page that is not there: the navigation of the workspace. */
const leadsOn = (page: Page) =>
  page
    .getByRole("navigation")
    .getByRole("link", { name: /Activity|Billing/ })
    .first();

test("a page that a role may not see is refused with the status that says so", async ({
  workspace,
}) => {
  test.slow();
  for (const role of ["member", "viewer", "billing"] as const) {
    const { page } = await workspace.member(role);
    const look = await looking(page);
    for (const [of, path, words] of REFUSED.filter(([one]) => one === role)) {
      await test.step(`${of}, ${path}`, async () => {
        const whole = of === "member" && WHOLE_PAGES.has(path);
        if (whole) await look(workspace.path(path), 403);
        else expect((await page.goto(workspace.path(path)))?.status()).toBe(403);
        await expect(page.getByText(words)).toBeVisible();
        await expect(leadsOn(page)).toBeVisible();
        // Nor does the navigation lead there.
        const there = `a[href="${workspace.path(path)}"]`;
        await expect(page.getByRole("navigation").locator(there)).toHaveCount(0);
        if (!whole) await expectAccessibleInBothThemes(page);
      });
    }
  }
});

test("what refuses, and what is not there, is made as well as any other page", async ({
  page,
  workspace,
}) => {
  test.slow();
  const look = await looking(page);
  await look("/rates/publish", 403);
  await look(workspace.path("/activity/nothing"), 404);
  await look("/nothing-is-here/at-all", 404);
});

test("whoever may see them gets them, and nobody else learns that they exist", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  for (const path of new Set(REFUSED.map(([, path]) => path))) {
    expect((await page.goto(workspace.path(path)))?.status(), path).toBe(200);
    const stranger = await otherWorkspace.owner.page.goto(workspace.path(path));
    expect(stranger?.status(), path).toBe(404);
  }
  const publish = await page.goto("/rates/publish");
  expect(publish?.status()).toBe(403);
});

test("what is not in the workspace is not found, and the navigation leads on", async ({
  page,
  workspace,
}) => {
  const nowhere = crypto.randomUUID();
  for (const path of [
    "/activity/nothing",
    `/activity/${nowhere}`,
    `/leads/import?import=${nowhere}`,
    "/leads/nothing",
    `/leads/${nowhere}`,
  ]) {
    await test.step(path, async () => {
      expect((await page.goto(workspace.path(path)))?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1, name: "Page not found" })).toBeVisible();
      await expect(leadsOn(page)).toBeVisible();
      await expectAccessibleInBothThemes(page);
    });
  }
  await page.getByRole("link", { name: "Go to the overview" }).click();
  await expect(page).toHaveURL(workspace.path(""));
});
