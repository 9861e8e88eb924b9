import type { Page, Route } from "@playwright/test";
import { expect, test, type Workspace } from "./fixtures";
import { chooseCsv } from "./imports";

/** Three leads at 70: what a click can cost is 210 of 500. */
async function preview(page: Page, workspace: Workspace) {
  await workspace.grant("lead", "500.00");
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, "ann\nben\ncy\n");
  await expect(start(page)).toHaveAccessibleName(/210 credits/);
  await expect(available(page)).toHaveText("500");
}

const start = (page: Page) => page.getByRole("button", { name: /^Start import/ });
const available = (page: Page) => page.getByTestId("available-lead").locator("span").first();
const badge = (page: Page) => page.getByRole("button", { name: /^Credits available/ });

/** The next request that a click sends waits for what is answered here. */
async function holdBack(page: Page): Promise<{ sent: Promise<Route>; all: Route[] }> {
  const all: Route[] = [];
  let hear = (_: Route) => {};
  const sent = new Promise<Route>((resolve) => {
    hear = resolve;
  });
  await page.route("**/leads/import*", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    all.push(route);
    hear(route);
  });
  return { sent, all };
}

test("available falls in the frame of the click, current stays, and both come back when it fails", async ({
  page,
  workspace,
}) => {
  await preview(page, workspace);
  const { sent } = await holdBack(page);

  const [before, after] = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const shown = () => document.querySelector('[data-testid="available-lead"]');
        const button = document.querySelector<HTMLElement>('[data-charging="import.start"]');
        const was = shown()?.textContent ?? "";
        button?.click();
        requestAnimationFrame(() => resolve([was, shown()?.textContent ?? ""]));
      }),
  );
  expect(before).toContain("500");
  expect(after).toContain("290");
  await expect(page.getByTestId("available-lead")).toHaveClass(/pending-line/);
  await badge(page).click();
  const details = page.getByRole("dialog", { name: "Credit balance" });
  await expect(details.getByText("500", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  await (await sent).abort();
  await expect(page.getByRole("alert").filter({ hasText: "could not start" })).toContainText(
    "Nothing was charged",
  );
  await expect(available(page)).toHaveText("500");
  await expect(page.getByTestId("available-lead")).not.toHaveClass(/pending-line/);
});

test("the balance event before the answer takes nothing off twice", async ({ page, workspace }) => {
  await preview(page, workspace);
  const { sent } = await holdBack(page);
  await start(page).click();
  const route = await sent;
  const answer = await route.fetch();
  // The server has held, and its event is here: the popover tells what is held.
  await badge(page).click();
  const details = page.getByRole("dialog", { name: "Credit balance" });
  await expect(details).toContainText("210 held for");
  await expect(available(page)).toHaveText("290");
  await page.keyboard.press("Escape");
  await route.fulfill({ response: answer });
  await expect(page.getByRole("button", { name: "Undo" }).first()).toBeVisible();
  await expect(page.getByTestId("available-lead")).not.toHaveClass(/pending-line/);
  await expect(available(page)).toHaveText("290");
});

test("a refusal by the server brings it back, and says why", async ({ page, workspace }) => {
  await preview(page, workspace);
  const { sent } = await holdBack(page);
  await start(page).click();
  const route = await sent;
  await expect(available(page)).toHaveText("290");
  // Somebody else spends most of it meanwhile.
  await workspace.charge("lead", "400.00", {});
  await route.continue();
  await expect(page.getByRole("region", { name: "You need 110 more lead credits" })).toContainText(
    "Nothing was charged and your draft is saved",
  );
  await expect(available(page)).toHaveText("100");
});
