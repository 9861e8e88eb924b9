import type { Page } from "@playwright/test";
import { furnish, sendLetters } from "./access/furnish";
import { expectSteady, follow, largestOf } from "./access/vitals";
import { expect, test } from "./fixtures";
import { grantLot } from "./ledger";
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

// A page comes in pieces, and the balance in the first of them: were something later larger, the page would count as drawn with it.
for (const path of ["/settings/cold-email-agent", "/settings/billing?kind=lead"]) {
  test(`nothing on ${path} is larger than the balance`, async ({ page, workspace }) => {
    // One that expires, but not soon, has most said about it.
    const inAYear = new Date(Date.now() + 365 * 86_400_000);
    await grantLot(workspace, "lead", "Package", 186_400_00, inAYear);
    await page.setViewportSize({ width: 412, height: 823 });
    await follow(page);
    await page.goto(workspace.path(path));
    expect(await largestOf(page)).toBe("186,400");
  });
}
