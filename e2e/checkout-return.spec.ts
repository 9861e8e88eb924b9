import { backFromCheckout, expectBought, pay, toCheckout } from "./checkout";
import { expect, expectAccessibleInBothThemes, test } from "./fixtures";

test("cancelled, or left open too long: back where they were, nothing charged, also after a reload", async ({
  page,
  workspace,
  payments,
}) => {
  await toCheckout(page, workspace, "max");
  await backFromCheckout(page);
  const news = page
    .getByRole("status")
    .filter({ hasText: "Checkout was closed. Nothing was charged." });
  await expect(news).toBeVisible();
  await expect(page.getByRole("radio", { name: /Max/ })).toBeChecked();
  await page.reload();
  await expect(news).toBeVisible();
  await expect(page.getByRole("radio", { name: /Max/ })).toBeChecked();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(news).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });

  await toCheckout(page, workspace, "max");
  const session = page.url().split("/").at(-1) ?? "";
  await payments.expire(session);
  await page.goto(workspace.path(`/settings/billing/return?session_id=${session}`));
  const expired = page.getByText("It was left open too long. Nothing was charged.");
  await expect(expired).toBeVisible();
  await page.reload();
  await expect(expired).toBeVisible();
  await page.getByRole("link", { name: "Choose again" }).click();
  await expect(page.getByRole("radio", { name: /Max/ })).toBeChecked();
  await expectBought(page, workspace, 0);
});

test("failed: the reason, nothing charged, and a way to try again; confirmed later: nothing added before", async ({
  page,
  workspace,
}) => {
  await toCheckout(page, workspace);
  await page.getByRole("button", { name: "Decline card" }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was charged");
  await backFromCheckout(page);

  await expect(page.getByRole("heading", { name: "The payment failed" })).toBeVisible();
  const reason = page.getByText("The card was declined. Nothing was charged.");
  await expect(reason).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.reload();
  await expect(reason).toBeVisible();
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("radio", { name: /Popular/ })).toBeChecked();

  await page.getByRole("button", { name: /^Continue to checkout/ }).click();
  await page.getByRole("button", { name: /^Pay by bank debit/ }).click();
  const confirming = page.getByRole("heading", { name: "The bank is confirming the payment" });
  await expect(confirming).toBeVisible();
  await page.reload();
  await expect(confirming).toBeVisible();
  await expectBought(page, workspace, 0);
});

test.describe("the webhook", () => {
  test("late: the page says so, and shows the credits when they come", async ({
    page,
    workspace,
    payments,
  }) => {
    await page.clock.install();
    await payments.deliver({ hold: true });
    await toCheckout(page, workspace);
    await pay(page);
    await expect(page.getByText("Payment received. Adding credits.")).toBeVisible();
    // Without a network nothing is looked at, and the page stays.
    await page.evaluate(() => Object.assign(window, { kept: true }));
    await page.context().setOffline(true);
    await page.clock.runFor(10_000);
    await page.context().setOffline(false);
    await expect(async () => {
      await page.clock.fastForward("01:05");
      await expect(page.getByText("This is taking longer than usual")).toBeVisible({
        timeout: 500,
      });
    }).toPass();
    expect(await page.evaluate(() => "kept" in window)).toBe(true);
    await expectAccessibleInBothThemes(page);
    await page.reload();
    await expect(page.getByText("Payment received. Adding credits.")).toBeVisible();
    await payments.flush();
    await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
    await expectBought(page, workspace, 1);
  });

  test("many times, at once and out of order: one purchase", async ({
    page,
    workspace,
    payments,
  }) => {
    await payments.deliver({ hold: true, times: 5 });
    await toCheckout(page, workspace);
    await pay(page);
    await expect(page.getByText("Payment received. Adding credits.")).toBeVisible();
    await payments.flush({ order: "shuffled", together: true });
    await expect(page.getByRole("heading", { name: "550 credits added" })).toBeVisible();
    await payments.redeliver({ type: "checkout.session.completed" });
    await expectBought(page, workspace, 1);
    await expect(page.getByRole("button", { name: /Credits available: 550\.00 AI/ })).toBeVisible();
  });

  test("before the browser returns: the credits are there at once", async ({ page, workspace }) => {
    await toCheckout(page, workspace);
    await page.route("**/settings/billing/return**", (route) => route.abort());
    await pay(page);
    await expect
      .poll(async () => {
        const events = await page.request.get(`/api/balance?workspace=${workspace.slug}`);
        return JSON.stringify(await events.json());
      })
      .toContain("55000");
    await page.unroute("**/settings/billing/return**");
    await expectBought(page, workspace, 1);
  });
});
