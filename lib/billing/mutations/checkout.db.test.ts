import Stripe from "stripe";
import { describe, expect, test, vi } from "vitest";
import { originAfterClosing } from "@/lib/billing/core/return-state";
import { startCheckout } from "@/lib/billing/mutations/checkout";
import { someBuyer, someCheckout, testClient } from "@/lib/billing/mutations/testing";
import { readEvent } from "@/lib/billing/providers/stripe";
import { activePackages } from "@/lib/billing/queries/packages";
import { findPurchase, findPurchaseBySession } from "@/lib/billing/queries/purchases";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

await vi.hoisted(async () =>
  (await import("@/lib/billing/providers/local/testing")).paymentsOfThisFile(),
);

test("the catalogue is seeded as it is sold", async () => {
  const rows = async (kind: "ai" | "lead") =>
    (await activePackages(kind)).map((one) => [one.name, one.credits, one.priceCents]);
  expect(await rows("ai")).toEqual([
    ["Starter", 10_000, 1_000],
    ["Basic", 25_000, 2_500],
    ["Popular", 55_000, 5_000],
    ["Pro", 110_000, 10_000],
    ["Max", 235_000, 20_000],
  ]);
  expect(await rows("lead")).toEqual([
    ["Lead 1k", 100_000, 1_000],
    ["Lead 5k", 500_000, 4_500],
    ["Lead 25k", 2_500_000, 20_000],
    ["Lead 100k", 10_000_000, 70_000],
  ]);
});

describe("starting a checkout", () => {
  test("keeps what was sold and sends exactly that to the provider", async () => {
    const buyer = await someBuyer();
    const { purchaseId, session: id, url } = await someCheckout(buyer);
    expect(await findPurchase(buyer.workspaceId, purchaseId)).toMatchObject({
      packageName: "Popular",
      credits: 55_000,
      priceCents: 5_000,
      state: "open",
      returnPath: `/${buyer.workspaceSlug}/leads`,
    });
    const session = await testClient().checkout.sessions.retrieve(id);
    expect(session).toMatchObject({
      url,
      amount_total: 5_000,
      currency: "usd",
      client_reference_id: buyer.workspaceId,
      metadata: { workspace: buyer.workspaceId, purchase: purchaseId },
    });
    expect(session.success_url).toContain("session_id={CHECKOUT_SESSION_ID}");
  });

  test("twenty clicks at once are one purchase and one session; the next buyer has their own", async () => {
    const buyer = await someBuyer();
    const attempt = newId();
    const clicks = await Promise.all(
      Array.from({ length: 20 }, () => someCheckout(buyer, "popular", attempt)),
    );
    expect(new Set(clicks.map(({ session }) => session)).size).toBe(1);
    expect(new Set(clicks.map(({ purchaseId }) => purchaseId)).size).toBe(1);
    const other = await someCheckout(buyer, "pro", attempt);
    expect(other.session).not.toBe(clicks[0]?.session);
  });

  test("after the purchase was paid, the same screen begins another", async () => {
    const buyer = await someBuyer();
    const attempt = newId();
    const first = await someCheckout(buyer, "popular", attempt);
    await inWorkspace(buyer.workspaceId, (tx) =>
      tx.purchase.updateMany({
        where: { workspaceId: buyer.workspaceId, id: first.purchaseId },
        data: { state: "paid" },
      }),
    );
    expect((await someCheckout(buyer, "popular", attempt)).session).not.toBe(first.session);
  });

  test("on a screen that has been open for nearly as long as its checkout lives, begins another", async () => {
    const request = {
      ...(await someBuyer()),
      packageId: "popular",
      attempt: newId(),
      returnPath: "/",
      continueRunId: null,
    };
    const clicked = Date.now();
    const urlAfter = async (hours: number) => {
      const now = new Date(clicked + hours * 3_600_000);
      const started = await startCheckout(testClient(), { ...request, now });
      return started.ok && started.url;
    };
    const first = await urlAfter(0);
    expect(await urlAfter(21.9)).toBe(first);
    expect(await urlAfter(22)).not.toBe(first);
  });

  test("uses the workspace's customer again, and a new one when the provider forgot it", async () => {
    const buyer = await someBuyer();
    const customers = async () =>
      inWorkspace(buyer.workspaceId, (tx) => tx.billingCustomer.findMany());
    await someCheckout(buyer);
    const [known] = await customers();
    await someCheckout(buyer, "pro");
    expect(await customers()).toEqual([known]);

    await inWorkspace(buyer.workspaceId, (tx) =>
      tx.billingCustomer.updateMany({
        where: { workspaceId: buyer.workspaceId },
        data: { stripeCustomerId: "cus_of_another_account" },
      }),
    );
    await someCheckout(buyer, "max");
    expect(await customers()).not.toMatchObject([{ stripeCustomerId: "cus_of_another_account" }]);
  });

  test("refuses a package that is not sold, and says when the provider is away", async () => {
    const buyer = await someBuyer();
    const request = {
      ...buyer,
      attempt: newId(),
      returnPath: "https://elsewhere.example",
      continueRunId: null,
      now: new Date(),
    };
    expect(await startCheckout(testClient(), { ...request, packageId: "gold" })).toEqual({
      ok: false,
      reason: "package_gone",
    });
    const away = new Stripe("sk_test", {
      protocol: "http",
      host: "127.0.0.1",
      port: 1,
      maxNetworkRetries: 0,
    });
    expect(await startCheckout(away, { ...request, packageId: "popular" })).toMatchObject({
      ok: false,
      reason: "checkout_unavailable",
      reference: expect.stringMatching(/^[0-9A-F]{8}$/),
    });
  });

  test.each([
    [
      "leads back to where the buyer was",
      (slug: string) => `/${slug}/leads?list=1`,
      "/leads?list=1",
    ],
    ["never to another workspace", () => "/other-workspace/settings", "/settings/billing"],
    ["never up and out of this one", (slug: string) => `/${slug}/../other`, "/settings/billing"],
    ["never to another site", (slug: string) => `/${slug}/..//evil.example`, "/settings/billing"],
  ])("%s", async (_, returnPath, there) => {
    const buyer = await someBuyer();
    const { workspaceSlug: slug } = buyer;
    const started = await startCheckout(testClient(), {
      ...buyer,
      packageId: "popular",
      attempt: newId(),
      returnPath: returnPath(slug),
      continueRunId: null,
      now: new Date(),
    });
    if (!started.ok) throw new Error(started.reason);
    const kept = await findPurchase(buyer.workspaceId, started.purchaseId);
    expect(kept?.returnPath).toBe(`/${slug}${there}`);
    expect(originAfterClosing(String(kept?.returnPath), "popular")).toMatch(`/${slug}/`);
  });
});

test("a session is found in its own workspace only", async () => {
  const [here, there] = [await someBuyer(), await someBuyer()];
  const { session } = await someCheckout(here);
  expect(await findPurchaseBySession(here.workspaceId, session)).not.toBeNull();
  expect(await findPurchaseBySession(there.workspaceId, session)).toBeNull();
});

describe("a webhook's signature", () => {
  const secret = "whsec_embedded";
  const payload = JSON.stringify({ id: "evt_1", object: "event", type: "charge.refunded" });
  const signed = (options: { secret?: string; timestamp?: number } = {}) =>
    testClient().webhooks.generateTestHeaderString({ payload, secret, ...options });
  const now = () => Math.floor(Date.now() / 1000);

  test("lets the event in, byte for byte as it was sent", () => {
    expect(readEvent(Buffer.from(payload), signed())?.id).toBe("evt_1");
    expect(readEvent(Buffer.from(payload.replace("evt_1", "evt_2")), signed())).toBeNull();
    expect(readEvent(Buffer.from(`${payload} `), signed())).toBeNull();
  });

  test("of another secret, of another time, or missing keeps it out", () => {
    const body = Buffer.from(payload);
    expect(readEvent(body, signed({ secret: "whsec_guess" }))).toBeNull();
    expect(readEvent(body, signed({ timestamp: now() - 301 }))).toBeNull();
    expect(readEvent(body, signed({ timestamp: now() - 290 }))).not.toBeNull();
    expect(readEvent(body, "t=1,v1=nothing")).toBeNull();
    expect(readEvent(body, null)).toBeNull();
  });
});
