import { expect, expectAccessible, test } from "./fixtures";
import { book, bookUse, grantLot } from "./ledger";

test("a new workspace says what to do first, until something was done with credits", async ({
  page,
  workspace,
}) => {
  const steps = page.getByRole("region", { name: "First steps" });
  await page.goto(workspace.path());
  await expect(steps.getByRole("link", { name: "Buy credits" })).toBeVisible();

  await workspace.grant("ai", "100.00");
  await page.reload();
  await expect(steps.getByRole("img", { name: "Done" })).toHaveCount(1);
  await expect(steps.getByRole("link", { name: "Import leads" })).toBeVisible();
  await expect(steps.getByRole("link", { name: "Buy credits" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Running now" })).toHaveCount(0);
  await expectAccessible(page);

  await bookUse(workspace, "Autumn menu", 1_30);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  await expect(steps).toHaveCount(0);
});

test("where nothing ever happened no filter is to blame, and use says what begins it", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/billing?kind=lead"));
  const history = page.getByRole("region", { name: "Transaction history" });
  await expect(history.getByText("No transactions yet")).toBeVisible();
  await expect(history.getByRole("link", { name: "Clear filters" })).toHaveCount(0);

  await page.goto(workspace.path("/settings/usage"));
  await page.getByRole("main").getByRole("link", { name: "API keys" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API keys" })).toBeVisible();
  await page.goto(workspace.path("/settings/usage?kind=lead"));
  await expect(page.getByRole("main").getByRole("link", { name: "Import leads" })).toBeVisible();

  await grantLot(workspace, "ai", "Goodwill", 50_00);
  await page.goto(workspace.path("/settings/billing?kind=lead"));
  await expect(history.getByText("No transactions match these filters")).toBeVisible();
  await expect(history.getByRole("link", { name: "Both kinds of credits (1)" })).toBeVisible();
});

test("only a charge is free: a dispute that found everything spent took 0.00, and says what is owed", async ({
  page,
  workspace,
}) => {
  const { newId } = await import("@/lib/platform/ids");
  const { credits } = await import("@/lib/credits/core/amount");
  const [sourceId, holdId, amount] = [newId(), newId(), credits(250_00)];
  const lot = { lotId: newId(), source: "purchase", label: "Basic", expiresAt: null } as const;
  await book(workspace, "ai", { type: "grant", ...lot, sourceId, amount });
  await bookUse(workspace, "Nothing to pay", 0);
  await bookUse(workspace, "Everything", 250_00);
  await book(workspace, "ai", { type: "freeze", sourceId, holdId });
  const reason = "Dispute of Basic lost";
  await book(workspace, "ai", { type: "forfeit", sourceId, holdId, amount, reason });

  await page.goto(workspace.path("/settings/billing"));
  const row = (text: string) =>
    page
      .getByRole("table", { name: "Transaction history" })
      .getByRole("row")
      .filter({ hasText: text });
  await expect(row("Nothing to pay")).toContainText("Free");
  await expect(row(reason)).not.toContainText("Free");
  await expect(page.getByRole("region", { name: "Credit balance" })).not.toContainText("Free");
  await row(reason).getByRole("link").click();
  const drawer = page.getByRole("dialog", { name: "Adjustment" });
  await expect(drawer.getByText("Owed, as it was spent")).toBeVisible();
  await expect(drawer).toContainText("250.00");
  await expect(drawer).not.toContainText("Free");
  await expect(drawer.getByText("Held", { exact: true })).toHaveCount(0);
});
