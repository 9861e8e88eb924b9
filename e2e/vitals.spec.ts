import { expectSteady, follow } from "./access/vitals";
import { keepBusy } from "./busy";
import { test } from "./fixtures";
import { PAGES_OF_NOBODY, PAGES_OF_WORKSPACE } from "./pages";

// On a phone. At 1440 pixels every page is looked at in this respect too when it is in every other (every-page.spec.ts).
test.use({ viewport: { width: 390, height: 844 } });

test("no page of a busy workspace moves while it loads, or waits for scripts to say what it is", async ({
  page,
  workspace,
}) => {
  test.slow();
  await keepBusy(workspace);
  const hosts = await follow(page);
  for (const path of PAGES_OF_WORKSPACE.map(workspace.path)) {
    await test.step(path, async () => expectSteady(page, await page.goto(path), hosts));
  }
});

test("nor does any that needs no account", async ({ page }) => {
  const hosts = await follow(page);
  for (const path of PAGES_OF_NOBODY) {
    await test.step(path, async () => expectSteady(page, await page.goto(path), hosts));
  }
});
