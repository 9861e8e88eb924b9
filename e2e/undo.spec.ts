import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { chooseCsv, nameNewList } from "./imports";

async function started(page: Page, workspace: Workspace) {
  await workspace.grant("lead", "500.00");
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, "ann\nben\ncy\n");
  await nameNewList(page, "Roasters");
  await start(page).click();
  await expect(toast(page)).toContainText("Nothing is charged before this closes.");
}

const start = (page: Page) => page.getByRole("button", { name: /^Start import/ });
const toast = (page: Page) => page.getByRole("listitem").filter({ hasText: "Started people" });
const badge = (page: Page) => page.getByRole("button", { name: /^Credits available/ });

test("a start is undone by keyboard: F8, Undo; nothing was charged, and the draft is as it was", async ({
  page,
  workspace,
}) => {
  await started(page, workspace);
  await expect(badge(page)).toHaveAccessibleName(/290 lead/);
  await expect(page.getByText("Starting. Nothing is charged yet.")).toBeVisible();

  await page.keyboard.press("F8");
  const undo = toast(page).getByRole("button", { name: "Undo" });
  await page.keyboard.press("Tab");
  while (!(await undo.evaluate((button) => button === document.activeElement))) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");

  await expect(page.getByText("Undone. Nothing was charged.").first()).toBeVisible();
  await expect(start(page)).toHaveAccessibleName(/210 credits/);
  await expect(page.getByLabel("Name of the new list")).toHaveValue("Roasters");
  await expect(badge(page)).toHaveAccessibleName(/500 lead/);
  await page.goto(workspace.path("/activity"));
  await expect(page.getByRole("row").filter({ hasText: "people" })).toContainText(
    "Undone, nothing was charged",
  );
});

test("a start is undone from the page of its run, and its receipt says so", async ({
  page,
  workspace,
}) => {
  await started(page, workspace);
  await page.goto(workspace.path("/activity"));
  await page.getByRole("link", { name: "people" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "people" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Undone before it began. Nothing was charged.")).toBeVisible();
  await expect(page.getByText("Undone", { exact: true })).toBeVisible();
  await page.goto(workspace.path());
  const ran = page.getByRole("region", { name: "What ran" }).getByRole("listitem");
  await expect(ran).toContainText("Undone");
  await expect(ran).toContainText("Not charged");
  await expect(badge(page)).toHaveAccessibleName(/500 lead/);
});

test("once it has begun it cannot be undone, and Undo says what to do instead", async ({
  page,
  workspace,
}) => {
  await started(page, workspace);
  const undo = toast(page).getByRole("button", { name: "Undo" });
  await workspace.letRunsBegin();
  await expect(page.getByRole("heading", { name: "3 leads imported" })).toBeVisible();
  await undo.click();
  await expect(page.getByText("Too late to undo", { exact: false }).first()).toBeVisible();
  await expect(page.getByText("Charged 210.")).toBeVisible();
});

test("a double click on Start is one run", async ({ page, workspace }) => {
  await workspace.grant("lead", "500.00");
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, "ann\nben\n");
  await start(page).dblclick();
  await workspace.letRunsBegin();
  await expect(page.getByText("Charged 140.")).toBeVisible();
  await page.goto(workspace.path("/activity"));
  await expect(page.getByRole("row", { name: /people/ })).toHaveCount(1);
  await expect(badge(page)).toHaveAccessibleName(/360 lead/);
});
