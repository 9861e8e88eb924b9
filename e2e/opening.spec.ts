import type { Page, Request, Route } from "@playwright/test";
import { keepBusy } from "./busy-workspace";
import { expect, test } from "./fixtures";
import { hydrated } from "./hydrated";

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
  await hydrated(page);
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
  await hydrated(page);
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

test("while a page, other rows or the code of what opens are on their way, a line at the top says so", async ({
  page,
  workspace,
}) => {
  await keepBusy(workspace);
  await page.goto(workspace.path("/settings/billing"));
  await hydrated(page);
  const line = () => page.evaluate(() => getComputedStyle(document.body, "::after").content);
  expect(await line()).toBe("none");
  const held: Route[] = [];
  await page.route(/[?&]_rsc=/, (route) => void held.push(route));
  const letPageGo = async () => {
    for (const route of held.splice(0)) await route.continue();
  };
  // Its rows are a page of their own.
  await page.getByRole("link", { name: "Lead credits" }).click();
  await expect.poll(line).toBe('""');
  await letPageGo();
  await expect(page).toHaveURL(/kind=lead/);
  await expect.poll(line).toBe("none");
  await page.getByRole("button", { name: /^Operation/ }).click();
  await page.getByRole("option", { name: /^Grant/ }).click();
  await expect.poll(line).toBe('""');
  await letPageGo();
  await expect(page).toHaveURL(/op=grant/);
  await expect.poll(line).toBe("none");
  await page.unroute(/[?&]_rsc=/);

  const letGo = await holdScripts(page);
  await page.getByRole("button", { name: "Account, Ines Carvalho" }).click();
  await expect.poll(line).toBe('""');
  await letGo();
  await expect(page.getByRole("menuitem", { name: "Profile" })).toBeVisible();
  expect(await line()).toBe("none");
});

test("what opens closes by its own button, and by a press elsewhere", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path());
  await hydrated(page);
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
  await hydrated(page);
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

test("a row that is pointed at has what it opens under way, all at once: pressed, it needs nothing more", async ({
  page,
  workspace,
}) => {
  await keepBusy(workspace);
  await page.goto(workspace.path("/settings/billing"));
  await hydrated(page);
  const row = page.getByRole("table", { name: "Transaction history" }).getByRole("link").first();
  const asked: Request[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") asked.push(request);
  });
  const letGo = await holdScripts(page);
  await row.focus();
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  // What was asked for in the same moment has been heard of now; what would wait for it has not been asked for.
  await hydrated(page);
  const together = [...asked];
  await letGo();
  for (const one of together) await (await one.response())?.finished();
  await page.unroute(SCRIPTS);
  await page.route(SCRIPTS, (route) => route.abort());
  await row.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Why this was charged");
});
