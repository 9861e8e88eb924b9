import { expect, test } from "./fixtures";

/** The session ends while a form is open: what was typed stays, and the screen says what happened. */
test("a form that outlives its session says so, and works after signing in in another tab", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/general"));
  await page.getByLabel("Name").fill("Northwind Later");
  const session = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save workspace" }).click();
  await expect(page.getByText("You are signed out. Sign in again.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Northwind Later");

  await page.context().addCookies(session);
  await page.getByRole("button", { name: "Save workspace" }).click();
  await expect(page.getByText("What everyone in Northwind Later shares.")).toBeVisible();
});

test("an upload without a session is refused as that, not as a file that cannot be read", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/leads/import"));
  const file = { name: "people.csv", mimeType: "text/csv", buffer: Buffer.from("ann\n") };
  await page.context().clearCookies();
  await page.getByLabel("Choose a CSV, or drop it here").setInputFiles(file);
  const refusal = page.getByRole("region", { name: "You are signed out" });
  await expect(refusal).toContainText("Nothing was kept");
});

test("a purchase without a session charges nothing and keeps the choice", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/billing?buy=max"));
  await expect(page.getByRole("radio", { name: /Max/ })).toBeChecked();
  await page.context().clearCookies();
  await page.getByRole("button", { name: /^Continue to checkout/ }).click();
  await expect(page.getByText("You are signed out. Nothing was charged.")).toBeVisible();
  await expect(page.getByRole("radio", { name: /Max/ })).toBeChecked();
});
