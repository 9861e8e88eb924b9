import type { Page } from "@playwright/test";
import { furnish } from "./access/furnish";
import { expectSteady, follow } from "./access/vitals";
import { expectWellMade } from "./access/well-made";
import { complaintsOf, expect, test } from "./fixtures";
import { PAGES_OF_NOBODY, PAGES_OF_WORKSPACE } from "./pages";

/** The other form that a page has at an address of its own. */
const AS_TABLE = ["/settings/billing?view=table", "/settings/usage?view=table"];

type Look = (path: string) => Promise<void>;

/** How this page is looked at in every respect: each path opens, stays in its place, and is as a page has to be. */
async function looking(page: Page): Promise<Look> {
  const hosts = await follow(page);
  return (path) => test.step(path, () => lookAt(page, path, hosts));
}

async function lookAt(page: Page, path: string, hosts: ReadonlySet<string>): Promise<void> {
  // As somebody sees it who wished for nothing; the page before was left dark, and without movement.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  const opened = await page.goto(path);
  await expectSteady(page, opened, hosts);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
  await expectWellMade(page);
}

// Two workspaces, so that two browsers share the work.
for (const [half, paths] of [
  ["work", PAGES_OF_WORKSPACE.filter((path) => !path.startsWith("/settings"))],
  ["settings", [...PAGES_OF_WORKSPACE.filter((path) => path.startsWith("/settings")), ...AS_TABLE]],
] as const) {
  test(`every page of a workspace's ${half} is well made at every width, in both themes, and complains of nothing`, async ({
    page,
    workspace,
  }) => {
    test.slow();
    await furnish(workspace);
    const complaints = complaintsOf(page);
    const look = await looking(page);
    for (const path of paths) await look(workspace.path(path));
    expect(complaints).toEqual([]);
  });
}

test("so is every page of a workspace that is new", async ({ page, workspace }) => {
  const complaints = complaintsOf(page);
  const look = await looking(page);
  for (const path of ["", "/activity", "/leads", "/settings/billing", "/settings/usage"]) {
    await look(workspace.path(path));
  }
  expect(complaints).toEqual([]);
});

test("so is every other page for whoever is signed in", async ({ page, workspace }) => {
  const complaints = complaintsOf(page);
  const look = await looking(page);
  for (const path of ["/rates", "/rates/calculator", "/developers", "/workspaces/new"]) {
    await look(path);
  }
  // The list of workspaces leads on to the only one; of two, it is a page.
  await page.getByLabel("Name").fill(`${workspace.name} II`);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page).toHaveURL(/\/northwind-outreach-ii[a-z0-9-]*$/);
  await look("/workspaces");
  expect(complaints).toEqual([]);
});

test("and for whoever is not", async ({ page }) => {
  const complaints = complaintsOf(page);
  const look = await looking(page);
  for (const path of PAGES_OF_NOBODY) await look(path);
  expect(complaints).toEqual([]);
});
