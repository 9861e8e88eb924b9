import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, test, type Workspace } from "./fixtures";
import { canSay } from "./hydrated";
import { amountOf, asDatabaseOwner, book } from "./ledger";

const BILLING = "/settings/billing";

/** Twelve messages of one run and a single post, through the ledger's own door; and 9.60 held. */
async function work(workspace: Workspace): Promise<void> {
  const [{ post }, { credits }, { newId }] = await Promise.all([
    import("@/lib/credits/mutations/door"),
    import("@/lib/credits/core/amount"),
    import("@/lib/platform/ids"),
  ]);
  const by = { actor: { type: "member" as const, id: workspace.owner.userId }, reason: "Journey" };
  const runId = newId();
  const message = { operation: "dm_premium", subject: "Café owners", runId, quantity: 1 };
  const charges = [
    ...Array.from({ length: 12 }, () => ({ ...message, amount: credits(410) })),
    { operation: "single_post", subject: "Spring launch", quantity: 1, amount: credits(100) },
  ];
  for (const charge of charges) {
    await post(workspace.id, "ai", {
      ...by,
      ...charge,
      type: "charge",
      key: newId(),
      rateCardVersion: "2026-10-01",
    });
  }
  await post(workspace.id, "ai", {
    ...by,
    type: "hold",
    key: newId(),
    holdId: newId(),
    amount: credits(960),
    lapsesAt: new Date(Date.now() + 3_600_000),
    subject: "Nightly sync",
  });
}

test("when the balance seems wrong, what may explain it is found, and each finding leads to its rows", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  await work(workspace);
  await page.goto(workspace.path(BILLING));
  await page.getByRole("link", { name: "Balance seems wrong?" }).click();

  const help = page.getByRole("dialog", { name: "When the balance seems wrong" });
  await expect(help).toContainText("2 things may explain it.");
  await expect(help).toContainText("No purchase of the last 7 days waits for its payment.");
  await expect(help).toContainText("50.20 were used in the last 24 hours, in 13 charges.");
  await expect(help).toContainText("9.60 are held for 1 hold of a program.");
  await expect(help).toContainText("Nothing expired in the last 30 days.");
  await expect(page).toHaveURL(/help=balance/);
  await expectAccessibleInBothThemes(page);

  await help.getByRole("button", { name: "Check now" }).click();
  await expect(help.getByText(/^Checked \d\d:\d\d$/)).toBeVisible({ timeout: 60_000 });
  await expect(help).toContainText("they agree with the balance");

  await help.getByRole("link", { name: /Café owners/ }).click();
  await expect(help).toBeHidden();
  const rows = page.getByRole("table", { name: "Transaction history" }).locator("tbody");
  await expect(rows.getByRole("row")).toHaveCount(12);
  await page.goBack();
  await expect(help).toBeVisible();
  await help.getByRole("link", { name: /Spring launch/ }).click();
  const drawer = page.getByRole("dialog", { name: "Single post" });
  await expect(drawer).toContainText("Rate card version 2026-10-01");

  // The row leads to the very version of the rate card, and to a report that names it.
  const report = await drawer.getByRole("link", { name: "Report a problem" }).getAttribute("href");
  expect(report).toMatch(
    /^mailto:support@example\.com\?subject=Problem%20with%20transaction%20ai-14&/,
  );
  await drawer.getByRole("link", { name: "Rate card version 2026-10-01" }).click();
  await expect(page).toHaveURL(workspace.path("/rates?version=2026-10-01#single_post"));
  await expect(page.locator("#single_post")).toBeInViewport();
});

test("what was adjusted by hand leads to its row, and a check that finds a difference is the first thing said", async ({
  page,
  workspace,
}) => {
  await workspace.grant("ai", "100.00");
  await book(workspace, "ai", { type: "adjust", amount: await amountOf(1000), reason: "Goodwill" });
  await page.goto(workspace.path(`${BILLING}?help=balance`));
  const help = page.getByRole("dialog", { name: "When the balance seems wrong" });
  await expect(help).toContainText("1 thing may explain it.");
  await expect(help).toContainText(
    "The balance was adjusted by hand in the last 30 days, together by \u221210.00.",
  );

  // Past everything the product allows itself: seven hundredths that no row took.
  const change = (by: number) =>
    asDatabaseOwner(
      "update credit_account set current = current + $2, lifetime_used = lifetime_used - $2 where workspace_id = $1 and kind = 'ai'",
      [workspace.id, by],
    );
  await change(-7);
  await help.getByRole("button", { name: "Check now" }).press("Enter");
  await expect(help).toContainText("2 things may explain it.", { timeout: 60_000 });
  await expect(help).toContainText("The latest check found a difference. Support was told");
  await expectAccessibleInBothThemes(page);

  // The page itself says so as well: to those who administer with the first row that differs, to others without.
  const alert = (of: Page) =>
    of.getByText("This balance differs from its transactions.").locator("..");
  await page.goto(workspace.path(BILLING));
  await expect(alert(page)).toContainText(
    'The account: the entries say {"current":"9000","used":"0"}, stored is {"current":"8993","used":"7"}.',
  );
  await expect(page.getByText(/^Checked \d\d:\d\d, differs$/)).toBeVisible();
  const viewer = await workspace.member("viewer");
  await viewer.page.goto(workspace.path(BILLING));
  await expect(alert(viewer.page)).toContainText("Credits can be used as before.");
  await expect(viewer.page.getByText(/the entries say/)).toHaveCount(0);
  await page.goto(workspace.path(`${BILLING}?help=balance`));

  await change(7);
  await help.getByRole("button", { name: "Check now" }).press("Enter");
  await expect(help).toContainText("1 thing may explain it.", { timeout: 60_000 });
  await expect(help).toContainText("they agree with the balance");
  await help.getByRole("link", { name: /Goodwill/ }).click();
  const drawer = page.getByRole("dialog", { name: "Adjustment" });
  await expect(drawer).toContainText("\u221210.00");
});

test("closed by keyboard, it gives the focus back; a viewer is told who can have it checked", async ({
  workspace,
}) => {
  const { page } = await workspace.member("viewer");
  await page.goto(workspace.path(BILLING));
  const opener = page.getByRole("link", { name: "Balance seems wrong?" });
  await opener.press("Enter");
  const help = page.getByRole("dialog", { name: "When the balance seems wrong" });
  await expect(help).toContainText("Nothing unusual was found.");
  await expect(help).toContainText("Ines Carvalho can have it checked now.");
  await expect(help).not.toContainText("purchase");
  await expect(help.getByRole("button", { name: "Check now" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(opener).toBeFocused();
});

test("without a network it closes as well, says nothing, and opens anew afterwards", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path(`${BILLING}?kind=lead&help=balance`));
  const help = page.getByRole("dialog", { name: "When the balance seems wrong" });
  await expect(help).toContainText("Nothing unusual was found.");
  await canSay(page);
  await page.context().setOffline(true);
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await expect(page).toHaveURL(workspace.path(`${BILLING}?kind=lead`));
  const opener = page.getByRole("link", { name: "Balance seems wrong?" });
  await expect(opener).toBeFocused();
  await expect(page.getByText("This did not open.")).toHaveCount(0);

  await page.context().setOffline(false);
  await workspace.grant("lead", "10.00");
  await expect(page.getByRole("region", { name: "Lead credit balance" })).toContainText("10");
  await expect(help).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(help).toContainText("Nothing unusual was found.");
  await page.goBack();
  await expect(help).toBeHidden();
});
