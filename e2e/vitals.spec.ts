import type { Page } from "@playwright/test";
import { furnish, sendLetters } from "./access/furnish";
import { expectSteady, follow } from "./access/vitals";
import { test } from "./fixtures";
import { pagesOfNobody, pagesOfWorkspace } from "./pages";

// On a phone. At 1440 pixels every page is looked at in this respect too when it is in every other (every-page.spec.ts).
test.use({ viewport: { width: 390, height: 844 } });

async function expectAllSteady(page: Page, paths: readonly string[]): Promise<void> {
  const hosts = await follow(page);
  for (const path of paths) {
    await test.step(path, async () => expectSteady(page, await page.goto(path), hosts));
  }
}

test("no page of a busy workspace moves while it loads, or waits for scripts to say what it is", async ({
  page,
  workspace,
}) => {
  test.slow();
  const paths = pagesOfWorkspace(await furnish(workspace));
  const inIt = [...paths, "/activity/nothing"].map(workspace.path);
  await expectAllSteady(page, [...inIt, "/rates/publish"]);
});

test("nor does any that needs no account", async ({ page, workspace }) => {
  const letters = await sendLetters(workspace);
  await page.context().clearCookies();
  await expectAllSteady(page, [...pagesOfNobody(letters), "/nothing-is-here/at-all"]);
});
