import { expect, test, vi } from "vitest";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import { openInbox, paidPurchase, receiptOf, testClient } from "@/lib/billing/mutations/testing";
import {
  readyToTopUp,
  runTopUps,
  spendTo,
  switchOnTopUps,
  topUpsOf,
} from "@/lib/billing/mutations/top-up/testing";
import { requireCatalogue } from "@/lib/billing/queries/packages";
import { topUpSchema } from "@/lib/billing/schema";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { newId } from "@/lib/platform/ids";

const payments = await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

const inbox = openInbox(payments);

/** From now on everything is sold in this currency; its smallest unit replaces the cent, number for number. */
const sellIn = (currency: string) => asOwner(`update credit_package set currency = '${currency}'`);

test("a purchase in a currency without parts is paid, and given back in whole units", async () => {
  await sellIn("jpy");
  const { workspaceId, purchaseId, session, buyerId } = await paidPurchase(inbox);
  const { amount_total, currency, payment_intent } =
    await testClient().checkout.sessions.retrieve(session);
  expect({ amount_total, currency }).toEqual({ amount_total: 5_000, currency: "jpy" });

  // ¥5,000 for 550.00: what is left is worth ¥4,545.45.
  await spendTo(workspaceId, 499_99);
  expect(await receiptOf(workspaceId)).toMatchObject({ currency: "jpy", refundableCents: 4_545 });
  const asked = { workspaceId, purchaseId, memberId: buyerId, attempt: newId(), now: new Date() };
  expect(await refundPurchase(testClient(), { ...asked, amountCents: 4_545 })).toMatchObject({
    ok: true,
  });
  await inbox.handle("refund.created");
  const { data } = await testClient().refunds.list({ payment_intent: String(payment_intent) });
  expect(data).toMatchObject([{ amount: 4_545, currency: "jpy" }]);
  expect((await balanceOf(workspaceId, "ai", new Date())).current).toBe(4);
});

test("the monthly limit of a top-up is in the currency that is sold, and in no other", async () => {
  await sellIn("krw");
  const limit = { monthlyLimitCents: 4_999, currency: "krw" };
  const bought = await readyToTopUp(inbox, { ...limit, monthlyLimitCents: 5_000 });
  expect(await switchOnTopUps(bought, limit)).toEqual({ ok: false, reason: "limit_too_small" });
  expect(await switchOnTopUps(bought, { monthlyLimitCents: 20_000, currency: "usd" })).toEqual({
    ok: false,
    reason: "package_gone",
  });
  const written = { workspace: "alder", kind: "ai", threshold: "100", packageId: "popular" };
  const told = ["5,000", "49.50"].map((monthlyLimit) => {
    const { error } = topUpSchema.safeParse({ ...written, monthlyLimit, currency: "krw" });
    return error?.issues.map(({ path, message }) => [path.join(), message]);
  });
  expect(told).toEqual([
    undefined,
    [["monthlyLimit", "Write an amount of money without decimals, such as 10,000."]],
  ]);
  await spendTo(bought.workspaceId, 50_00);
  await runTopUps(bought.workspaceId);
  expect(await topUpsOf(bought.workspaceId)).toMatchObject([
    { state: "charged", amountCents: 5_000 },
  ]);
});

test.each(["kwd", "bhd", "isk", "EUR", "€"])("nothing is put on sale in %s", async (currency) => {
  await expect(sellIn(currency)).rejects.toThrow(/credit_package_currency_is_handled/);
  await asOwner(
    `update credit_package set currency = '${currency}', active = false where id = 'max'`,
  );
  await expect(asOwner("update credit_package set active = true")).rejects.toThrow(/is_handled/);
  await asOwner("update credit_package set currency = 'krw', active = true where id = 'max'");
});

test("packages of a kind are on sale in one currency, and can change it together", async () => {
  const one = "update credit_package set currency = 'eur' where id = 'popular'";
  await expect(asOwner(one)).rejects.toThrow(
    "Packages of ai credits would be on sale in several currencies: eur, krw.",
  );
  await asOwner(`${one}; update credit_package set currency = 'eur' where kind = 'ai'`);
  await sellIn("usd");
});

/** As if it had been on sale before the database refused it. */
const before = (change: string) =>
  asOwner(`
    alter table credit_package drop constraint credit_package_currency_is_handled;
    alter table credit_package disable trigger credit_package_of_one_currency;
    ${change};
    alter table credit_package enable trigger credit_package_of_one_currency;
    alter table credit_package add constraint credit_package_currency_is_handled
      check (not active or is_currency_handled(currency)) not valid`);

test("a server does not start with a catalogue that it cannot handle, and says what to do", async () => {
  await requireCatalogue();
  await before("update credit_package set currency = 'kwd' where id in ('popular', 'pro')");
  await expect(requireCatalogue()).rejects.toThrow(
    "Packages are on sale in a currency that cannot be handled: popular (kwd), pro (kwd). Set",
  );
  await before("update credit_package set currency = 'eur' where id in ('popular', 'pro')");
  await expect(requireCatalogue()).rejects.toThrow(
    "Packages of ai credits are on sale in several currencies: eur, usd. Sell them in one",
  );
  await sellIn("usd");
  await requireCatalogue();
});
