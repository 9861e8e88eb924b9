import type { Page } from "@playwright/test";
import { expectBought, expectReceipt, pay, toCheckout } from "./checkout";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";

const badge = (page: Page) => page.getByRole("button", { name: /Credits available/ });

test("a buyer buys a package: paid once, added once, and led back", async ({ page, workspace }) => {
  await workspace.grant("ai", "12.55");
  await page.goto(workspace.path("/settings/billing?buy=popular"));
  const rail = page.getByRole("complementary", { name: "Buy credits" });
  await expect(rail.getByRole("radio", { name: /Popular/ })).toBeChecked();
  await expect(rail).toContainText("562.55");
  const nextYear = new Date().getFullYear() + 1;
  await expect(rail).toContainText(new RegExp(`Valid until\\s*\\d+ \\w{3} ${nextYear}`));
  await rail.getByRole("button", { name: "Continue to checkout $50.00" }).click();

  await expect(page.getByText("No card is needed and no money moves")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await pay(page);

  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  await expect(page.getByText("Your balance is 562.55.")).toBeVisible();
  await expect(badge(page)).toHaveAccessibleName(/562\.55 AI/);
  await expectAccessibleInBothThemes(page);
  await page.reload();
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();

  await expectReceipt(page, page.getByRole("link", { name: /opens in a new tab/ }));
  await page.getByRole("link", { name: "Back to Billing" }).click();
  await expect(page.getByRole("heading", { name: "Billing" })).toBeVisible();
  await expectBought(page, workspace, 1);
});

test("other open pages of the workspace follow without a reload", async ({ page, workspace }) => {
  const other = await workspace.member("member");
  await other.page.goto(workspace.path("/settings/billing"));
  await expect(badge(other.page)).toHaveAccessibleName(/0\.00 AI/);
  await toCheckout(page, workspace);
  await pay(page);
  await expect(badge(other.page)).toHaveAccessibleName(/550\.00 AI/);

  await expect(page.getByText("Your balance is 550.00.")).toBeVisible();
  await workspace.charge("ai", "50.00", {});
  await expect(page.getByText("By now your balance is 500.00.")).toBeVisible();
});

test("by keyboard alone: B leads to the packages, arrow keys choose, Enter continues", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/billing"));
  const popular = page.getByRole("radio", { name: /Popular/ });
  // Keys count once the page's script looks after them.
  await expect(async () => {
    await page.keyboard.press("b");
    await expect(popular).toBeFocused({ timeout: 1_000 });
  }).toPass();
  expect(await popular.evaluate((radio) => radio.matches(":focus-visible"))).toBe(true);
  await expect(page).toHaveURL(workspace.path("/settings/billing?buy=popular"));
  await page.keyboard.press("ArrowDown", { delay: 50 });
  await expect(page.getByRole("radio", { name: /Pro/ })).toBeChecked();
  await expect(page).toHaveURL(/buy=pro/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Pay $100.00" })).toBeVisible();
  const onward = page.getByRole("button", { name: /^Pay \$/ });
  await expect(onward).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(onward).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "1,100 credits added" })).toBeVisible();
});

test("a checkout that does not start is told and can be tried again; a double click is one checkout", async ({
  page,
  workspace,
  payments,
}) => {
  await payments.refuseNextCheckout();
  await page.goto(workspace.path("/settings/billing?buy=pro"));
  await page.getByRole("button", { name: /^Continue to checkout/ }).click();
  const rail = page.getByRole("complementary", { name: "Buy credits" });
  await expect(rail.getByRole("alert")).toHaveText(
    /^Checkout could not start\. Nothing was charged\. Try again\. Reference [0-9A-F]{8}\.$/,
  );
  await expect(rail.getByRole("radio", { name: /Pro/ })).toBeChecked();
  await rail.getByRole("radio", { name: /Popular/ }).click();
  await page.getByRole("button", { name: /^Continue to checkout/ }).dblclick();
  await expect(page.getByRole("heading", { name: "Pay $50.00" })).toBeVisible();
  await pay(page);
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  await expectBought(page, workspace, 1);
});

test("a member asks for credits; a stranger sees nothing of the purchase", async ({
  page,
  workspace,
  otherWorkspace,
}) => {
  await toCheckout(page, workspace);
  await pay(page);
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  const session = new URL(page.url()).searchParams.get("session_id");

  const stranger = otherWorkspace.owner.page;
  await stranger.goto(otherWorkspace.path(`/settings/billing/return?session_id=${session}`));
  await expect(stranger.getByRole("heading", { name: "Page not found" })).toBeVisible();
  const there = await stranger.goto(
    workspace.path(`/settings/billing/return?session_id=${session}`),
  );
  expect(there?.status()).toBe(404);

  // Nor does who may not buy: what was paid, and by which card, is for those who may.
  const member = await workspace.member("member");
  await member.page.goto(workspace.path(`/settings/billing/return?session_id=${session}`));
  await expect(member.page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await member.page.goto(workspace.path("/settings/billing"));
  await expect(
    member.page.getByText("Only admins can buy credits here. Ines Carvalho is an admin."),
  ).toBeVisible();
  await member.page.getByRole("button", { name: "Ask for credits" }).click();
  await expect(member.page.getByText(/^Asked Ines, \d\d:\d\d\.$/)).toBeFocused();
});

test("asked for one kind of credits, people can be asked for the other", async ({ workspace }) => {
  const { page } = await workspace.member("member");
  await page.goto(workspace.path("/settings/billing"));
  const rail = page.getByRole("complementary", { name: "Buy credits" });
  const ask = rail.getByRole("button", { name: "Ask for credits" });
  const asked = rail.getByText(/^Asked Ines, /);
  await ask.click();
  await expect(asked).toBeVisible();
  await page.reload();
  await expect(asked).toBeVisible();

  await rail.getByRole("radio", { name: "Lead" }).click();
  await expect(rail.getByLabel("Message")).toHaveValue(/lead credits/);
  await expect(asked).toHaveCount(0);
  await ask.click();
  await expect(asked).toBeVisible();
  await rail.getByRole("radio", { name: "AI" }).click();
  await expect(asked).toBeVisible();
  await rail.getByRole("radio", { name: "Lead" }).click();
  await expect(asked).toBeVisible();
  await page.reload();
  await expect(asked).toBeVisible();
});

test("come back by the browser's own Back, the button can be pressed again", async ({
  page,
  workspace,
}) => {
  await page.goto(workspace.path("/settings/billing"));
  // The page stays, as the browser keeps it for Back while another one is shown.
  const left = page.waitForRequest(/\/pay\//);
  await page.route(/\/pay\//, (route) => route.fulfill({ status: 204 }));
  const button = page.getByRole("button", { name: /^Continue to checkout/ });
  await button.click();
  await left;
  await expect(button).toHaveAttribute("aria-busy", "true");
  await page.evaluate(() =>
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await expect(button).not.toHaveAttribute("aria-busy");
  await page.unroute(/\/pay\//);
  await button.click();
  await expect(page.getByRole("heading", { name: "Pay $50.00" })).toBeVisible();
});

test("what is being refunded can be spent by nobody until it is confirmed, and pages say so", async ({
  page,
  workspace,
  payments,
}) => {
  await workspace.grant("ai", "12.55");
  await toCheckout(page, workspace);
  await pay(page);
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  const other = await workspace.member("member");
  await other.page.goto(workspace.path("/settings/billing"));
  await expect(badge(other.page)).toHaveAccessibleName(/562\.55 AI/);

  await payments.deliver({ hold: true });
  await page.goto(workspace.path("/settings/billing/receipts"));
  await page.getByRole("button", { name: "Refund Popular" }).click();
  await page.getByRole("button", { name: "Refund $50.00" }).click();
  const bought = page.getByRole("row", { name: /Popular/ });
  await expect(bought).toContainText("Its credits are set aside until it is confirmed.");
  // Wherever somebody looks, without a reload.
  await expect(badge(other.page)).toHaveAccessibleName(/12\.55 AI/);
  await page.goto(workspace.path("/settings/billing"));
  await expect(page.getByText("Held for 1 refund: Popular", { exact: true })).toBeVisible();
  const lots = page.getByRole("region", { name: "Lots" });
  await expect(lots).toContainText("550.00 being refunded");
  await expectAccessibleInBothThemes(page);

  await payments.deliver({ hold: false });
  await payments.flush();
  await expect(page.getByText(/^Held for/)).toHaveCount(0);
  await expect(lots).toContainText("550.00 taken back, added");
  await expect(badge(page)).toHaveAccessibleName(/12\.55 AI/);
  await page.getByRole("button", { name: "1 new transaction" }).click();
  await page.getByRole("table").getByRole("link", { name: "Adjustment" }).click();
  await expect(page.getByRole("dialog")).toContainText("Money given back$50.00Receipt");
});

test("receipts: what was paid, and a refund of what is left", async ({
  page,
  workspace,
  payments,
}) => {
  await toCheckout(page, workspace);
  await pay(page);
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  await page.goto(workspace.path("/settings/billing/receipts"));
  const bought = page.getByRole("row", { name: /Popular/ });
  await expect(bought).toContainText("Visa 4242");
  await expectAccessibleInBothThemes(page);
  await expectReceipt(page, bought.getByRole("link", { name: /opens in a new tab/ }));

  await payments.deliver({ hold: true });
  const look = Promise.withResolvers<void>();
  await page.route(/receipts\?.*_rsc=/, async (route) => {
    await look.promise;
    await route.continue();
  });
  const refund = page.getByRole("button", { name: "Refund Popular" });
  await refund.press("Enter");
  const dialog = page.getByRole("alertdialog", { name: "Refund $50.00" });
  await expect(dialog).toContainText("550.00 AI credits leave the balance");
  await dialog.getByRole("button", { name: "Refund $50.00" }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(refund).toBeFocused();
  await refund.press("Enter");
  await expect(dialog).toBeHidden();
  look.resolve();
  // Where nobody confirms it, the page says what it waits for, also to who opens it anew.
  await expect(bought).toContainText("Refund on its way");
  await expect(bought).toBeFocused();
  await expect(refund).toHaveCount(0);
  await page.reload();
  await expect(bought).toContainText("Refund on its way");
  await payments.deliver({ hold: false });
  await payments.flush();
  await expect(bought).toContainText("Refunded");
  await expect(bought).not.toContainText("on its way");
  await expect(badge(page)).toHaveAccessibleName(/0\.00 AI/);

  await page.goto(workspace.path("/settings/billing"));
  const lots = page.getByRole("region", { name: "Lots" });
  await expect(lots).toContainText("550.00 taken back, added");
  await expect(lots).not.toContainText("Used up");
  const history = page.getByRole("table", { name: "Transaction history" });
  await history.getByRole("link", { name: "Adjustment" }).click();
  const row = page.getByRole("dialog");
  await expect(row.getByRole("row", { name: /^Popular/ })).toContainText("\u2212550.00");
  await expect(row.getByRole("row", { name: /^Total/ })).toContainText("\u2212550.00");
  await expect(row).not.toContainText("Valid until");
});

test("a promotion code lowers what is paid, tax adds to it, and every screen says by how much", async ({
  page,
  workspace,
  payments,
}) => {
  await toCheckout(page, workspace);
  await page.getByLabel("Promotion code").fill("nothing of ours");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("alert")).toHaveText("This code is invalid.");
  await page.getByLabel("Promotion code").fill("twenty");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("heading", { name: "Pay $40.00" })).toBeVisible();
  await payments.tax(page.url().split("/").at(-1) ?? "");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Pay $49.20" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await pay(page);
  await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
  const fact = (label: string) =>
    page
      .locator("dl > div")
      .filter({ has: page.getByText(label, { exact: true }) })
      .locator("dd");
  await expect(fact("Paid")).toHaveText("$49.20");
  await expect(fact("Including tax")).toHaveText("$9.20");
  await page.getByRole("link", { name: "Transaction" }).click();
  const drawer = page.getByRole("dialog", { name: "Purchase" });
  await expect(drawer).toBeVisible();
  await expect(fact("Paid")).toHaveText("$49.20, Visa 4242");
  await expect(fact("Including tax")).toHaveText("$9.20");

  await page.goto(workspace.path("/settings/billing/receipts"));
  const row = page.getByRole("row", { name: /Popular/ });
  await expect(row).toContainText("$49.20");
  await expect(row).toContainText("$50.00 price");
  await expect(row).toContainText("\u2212$10.00 discount");
  await expect(row).toContainText("$9.20 tax");
  await expect(page.getByRole("button", { name: "Refund Popular" })).toBeVisible();
});
