import type { Page, Route } from "@playwright/test";
import { awake } from "./awake";
import { expect, test } from "./fixtures";

const SCRIPTS = "**/_next/static/chunks/**";

/** Keeps every script that is asked for from now on until it is let go. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let open = false;
  await page.route(SCRIPTS, (route) => {
    if (open) return route.continue();
    held.push(route);
    return undefined;
  });
  return async () => {
    open = true;
    await Promise.all(held.map((route) => route.continue()));
  };
}

test("what is pressed before the code of what it opens has come opens when it comes", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path());
  await awake(page);
  const letGo = await holdScripts(page);
  const account = page.getByRole("button", { name: "Account, Ines Carvalho" });
  await account.click();
  await expect(account).toHaveAttribute("aria-expanded", "true");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await letGo();
  await expect(page.getByRole("menuitem", { name: "Profile" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(account).toBeFocused();
});

test("a menu that was opened by a key begins at its first entry, however late it comes", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path());
  await awake(page);
  const letGo = await holdScripts(page);
  const account = page.getByRole("button", { name: "Account, Ines Carvalho" });
  await account.focus();
  await page.keyboard.press("Enter");
  await letGo();
  await expect(page.getByRole("menuitem", { name: "Profile" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Appearance" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(account).toBeFocused();
  await expect(account).toHaveAttribute("aria-expanded", "false");
});

test("what opens closes by its own button, and by a press elsewhere", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path());
  await awake(page);
  const bell = page.getByRole("button", { name: /^Notices/ });
  const notices = page.getByRole("dialog", { name: "Notices" });
  await bell.click();
  await expect(notices).toBeVisible();
  await bell.click();
  await expect(notices).toHaveCount(0);
  await bell.click();
  await expect(notices).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(notices).toHaveCount(0);
});

test("code that does not come leaves the button as it was, and the next press tries again", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path());
  await awake(page);
  await page.route(SCRIPTS, (route) => route.abort());
  const bell = page.getByRole("button", { name: /^Notices/ });
  const asked = page.waitForRequest(SCRIPTS);
  await bell.click();
  await asked;
  await expect(bell).toHaveAttribute("aria-expanded", "false");
  await page.unroute(SCRIPTS);
  await bell.click();
  await expect(page.getByRole("dialog", { name: "Notices" })).toBeVisible();
});
