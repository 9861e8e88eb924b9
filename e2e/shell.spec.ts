import { expect, expectAccessible, expectAccessibleInBothThemes, test } from "./fixtures";
import { canSay, hydrated } from "./hydrated";
import { asDatabaseOwner } from "./ledger";

const NOT_OPENED = "This did not open. You are offline.";

test("the theme is in the HTML: no flash, and the server agrees with the browser", async ({
  page,
  context,
  baseURL,
  workspace,
}) => {
  const url = baseURL ?? "";
  await context.addCookies([
    { name: "theme", value: "dark", url },
    { name: "density", value: "compact", url },
  ]);
  const html = await (await page.request.get(workspace.path("/settings/appearance"))).text();
  expect(html).toContain('data-theme="dark"');
  expect(html).toContain('data-density="compact"');
});

test("a device in the dark gets the dark theme before the first paint", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/gallery");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

test("Appearance applies at once, is remembered, and switches single keys off", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/appearance"));
  await page.getByRole("radio", { name: "Dark" }).click();
  await page.getByRole("radio", { name: "Compact" }).click();
  await page.getByRole("switch", { name: "Single-key shortcuts" }).click();
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await expect(html).toHaveAttribute("data-density", "compact");
  await expect(page.getByRole("switch", { name: "Single-key shortcuts" })).not.toBeChecked();
  await expectAccessible(page);

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("switch", { name: "Single-key shortcuts" }).click();
  await expect(page.getByRole("switch", { name: "Single-key shortcuts" })).toBeChecked();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("by keyboard alone: skip link, G then B, and the command palette", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/appearance"));
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();

  // The second key counts when it follows soon: nothing may be on its way between them.
  await hydrated(page);
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { level: 1, name: "Billing" })).toBeVisible();
  const here = page.getByRole("navigation", { name: "Settings" }).getByRole("link", {
    name: "Billing",
  });
  await expect(here).toHaveAttribute("aria-current", "page");

  await page.keyboard.press("Control+k");
  const find = page.getByRole("combobox", { name: "Find or run" });
  await find.fill("apce");
  await expect(page.getByText("Nothing found.")).toBeVisible();
  await find.fill("appear");
  await expect(page.getByRole("option", { name: "Appearance", selected: true })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Appearance" })).toBeVisible();
});

test("on a phone the navigation slides in, follows a link, and nothing scrolls sideways", async ({
  page,
  workspace,
}) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(workspace.path("/settings/appearance"));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.getByRole("button", { name: "Open navigation" }).click();
  // Its code comes with the first press: looked at earlier, it may begin to fade in while it is looked at.
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("link", { name: "Members" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Members" })).toBeAttached();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("b");
  const sheet = page.getByRole("dialog", { name: "Credits" });
  await expect(sheet.getByRole("radio", { name: /Popular/ })).toBeFocused();
});

test("signing out ends the session, and says so when it could not", async ({ page, workspace }) => {
  await page.goto(workspace.path("/settings/appearance"));
  const account = page.getByRole("button", { name: "Account, Ines Carvalho" });
  const signOut = page.getByRole("menuitem", { name: "Sign out" });
  await account.click();
  await signOut.waitFor();
  await canSay(page);
  await page.context().setOffline(true);
  await signOut.click();
  await expect(page.getByText("Not signed out. Try again.")).toBeVisible();
  // What was not there yet says that it did not open; the page stays, and later it opens.
  for (const key of ["ControlOrMeta+k", "?"]) {
    await page.keyboard.press(key);
    await expect(page.getByText(NOT_OPENED).first()).toBeVisible();
    await expect(page.getByRole("heading", { name: "Appearance", level: 1 })).toBeVisible();
  }
  await page.context().setOffline(false);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: "Find or run" })).toBeFocused();
  await page.keyboard.press("Escape");
  await account.click();
  await signOut.click();
  await expect(page).toHaveURL(/sign-in/);
  await page.goto(workspace.path("/settings/appearance"));
  await expect(page).toHaveURL(/sign-in/);
});

test("a page is asked for ahead when somebody points at its link or comes to it by keyboard, not before", async ({
  page,
  workspace,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (searchParams.has("_rsc")) asked.push(pathname);
  });
  await page.goto(workspace.path("/settings/profile"));
  await hydrated(page);
  expect(asked).toEqual([]);

  const link = (name: string) => page.getByRole("link", { name, exact: true }).first();
  await link("Billing").hover();
  await expect.poll(() => asked).toContain(workspace.path("/settings/billing"));
  await link("Members").focus();
  await expect.poll(() => asked).toContain(workspace.path("/settings/members"));
  expect(asked).not.toContain(workspace.path("/settings/usage"));
});

test("a page of a workspace in which a run is under way is drawn once", async ({
  page,
  workspace,
}) => {
  await workspace.grant("lead", "700.00");
  const run = await workspace.startRun({ leads: 5, subject: "owners.csv" });
  const minuteAgo = new Date(Date.now() - 60_000);
  await asDatabaseOwner("update operation_run set created_at = $2, started_at = $2 where id = $1", [
    run,
    minuteAgo,
  ]);
  await page.clock.install();
  await page.addInitScript(() => {
    const hear = EventSource.prototype.addEventListener;
    EventSource.prototype.addEventListener = function (type: string, ...rest: [never]) {
      if (type === "run") hear.call(this, type, () => document.body.setAttribute("data-heard", ""));
      hear.call(this, type, ...rest);
    };
  });
  const drawn: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).searchParams.has("_rsc")) drawn.push(request.url());
  });
  await page.goto(workspace.path("/settings/profile"));
  await hydrated(page);
  await page.locator("body[data-heard]").waitFor();
  await page.clock.fastForward(10_000);
  await hydrated(page);
  expect(drawn).toEqual([]);

  await workspace.grant("lead", "70.00");
  await expect(async () => {
    await page.clock.fastForward(10_000);
    expect(drawn).toHaveLength(1);
  }).toPass();
});

test("the tab keeps its title until that of the page it is on its way to has come", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/usage"));
  await hydrated(page);
  await expect(page).toHaveTitle("Team usage, Wellspent");
  const titles = await page.evaluateHandle(() => {
    const seen = [document.title];
    const note = () => {
      if (seen.at(-1) !== document.title) seen.push(document.title);
    };
    const what = { childList: true, characterData: true, subtree: true };
    new MutationObserver(note).observe(document, what);
    return seen;
  });
  await page.getByRole("main").getByRole("link", { name: "Lead credits", exact: true }).click();
  await expect(page).toHaveURL(/kind=lead/);
  await page.getByRole("link", { name: "Members", exact: true }).first().click();
  await expect(page).toHaveTitle("Members, Wellspent");
  await page.goBack();
  await expect(page).toHaveTitle("Team usage, Wellspent");
  expect(await titles.jsonValue()).toEqual(
    ["Team usage", "Members", "Team usage"].map((title) => `${title}, Wellspent`),
  );
});
