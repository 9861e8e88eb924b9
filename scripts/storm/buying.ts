// Clients who buy and get refunds through the local payment server, whose webhooks hit servers that die.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Stripe from "stripe";
import { creditsForRefund } from "@/lib/billing/core/refund";
import type { CheckoutStarted } from "@/lib/billing/mutations/checkout";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { type startTestPayments, WEBHOOK_SECRET } from "@/lib/billing/providers/testing";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { newId } from "@/lib/platform/ids";
import { sign } from "../payments/events.mjs";
import { type Around, persist, type Scene } from "./scene";

type Payments = Awaited<ReturnType<typeof startTestPayments>>;

/** What the payment server knows, as it keeps it: the truth about money. */
type Books = {
  sessions: Record<string, Stripe.Checkout.Session>;
  refunds: Record<string, Stripe.Refund>;
  events: Record<string, Stripe.Event>;
};

class Buying implements Scene {
  readonly name = "buying";
  readonly callers = 1;
  readonly #paid: { session: string; intent: string }[] = [];

  constructor(
    private readonly around: Around,
    private readonly payments: Payments,
    private readonly buyer: Awaited<ReturnType<typeof newBuyer>>,
  ) {}

  async act(): Promise<void> {
    const { random } = this.around;
    const refundable = this.#paid.length > 0 && random.once(4);
    await (refundable ? this.#refund() : this.#buy());
  }

  async check(): Promise<string[]> {
    const { workspaceId } = this.buyer;
    const books = this.#books();
    await this.#everyEventIsDone(books);
    const verified = await persist(() => verifyLedger(workspaceId, "ai"));
    const faults = [
      ...(verified.ok ? [] : [verified.difference]),
      ...(await persist(() => moneyAgainstCredits(workspaceId, books))),
    ];
    return faults.map((fault) => `purchases of ${workspaceId}: ${fault}`);
  }

  /** A double click, then whatever the buyer does on the page. */
  async #buy(): Promise<void> {
    const { servers, random } = this.around;
    const { workspaceSlug } = this.buyer;
    const packageId = random.pick(["starter", "basic", "popular"]);
    const fixed = { returnPath: `/${workspaceSlug}/leads`, continueRunId: null };
    const request = { ...this.buyer, ...fixed, packageId, attempt: newId() };
    const click = () => this.#checkout(() => servers.ask({ what: "checkout", request }));
    const [first, second] = await Promise.all([click(), click()]);
    if (first.purchaseId !== second.purchaseId) throw new Error("A double click bought twice.");

    const [row] = await persist(() =>
      asOwner<{ session: string }>(
        "select checkout_session_id as session from purchase where workspace_id = $1 and id = $2",
        [this.buyer.workspaceId, first.purchaseId],
      ),
    );
    const session = row?.session ?? "";
    const outcome = random.pick(["pay", "pay", "pay", "decline", "debit"]);
    await this.payments.control("choose", { session, outcome });
    if (outcome === "debit") {
      await this.payments.control("settle-debit", { session, succeeds: random.once(2) });
    }
    if (outcome === "decline") await this.payments.control("expire", { session });
    if (outcome === "pay") await this.#remember(session);
  }

  /** A checkout that could not be opened now is opened later, by the same click. */
  async #checkout(ask: () => Promise<CheckoutStarted>) {
    return persist(async () => {
      const started = await ask();
      if (!started.ok) throw new Error(started.reason);
      return started;
    });
  }

  async #remember(session: string): Promise<void> {
    const { payment_intent } = await stripe().checkout.sessions.retrieve(session);
    this.#paid.push({ session, intent: String(payment_intent) });
  }

  /** As an admin of the payment provider does it, a part or all. */
  async #refund(): Promise<void> {
    const { random } = this.around;
    const { intent } = random.pick(this.#paid);
    const amount = random.pick([100, 250, 999]);
    const asked = stripe().refunds.create({ payment_intent: intent, amount });
    const refund = await asked.catch(() => null);
    if (refund && random.once(3)) await this.payments.control("fail-refund", { refund: refund.id });
  }

  /** The payment server waits longer each time before it tells again; the storm does not. */
  async #everyEventIsDone(books: Books): Promise<void> {
    const { servers } = this.around;
    const kept = await persist(() => asOwner<{ id: string }>("select id from stripe_event"));
    const known = new Set(kept.map(({ id }) => id));
    for (const event of Object.values(books.events).filter(({ id }) => !known.has(id))) {
      const body = JSON.stringify(event);
      await persist(() => servers.forward(Buffer.from(body), sign(body, WEBHOOK_SECRET)));
    }
    const waiting = await persist(() =>
      asOwner<{ id: string }>("select id from stripe_event where processed_at is null"),
    );
    for (const { id } of waiting) await servers.ask({ what: "event", id });
  }

  #books(): Books {
    return JSON.parse(readFileSync(join(this.payments.dataDir, "state.json"), "utf8"));
  }
}

export const buying = async (around: Around, payments: Payments): Promise<Scene> =>
  new Buying(around, payments, await persist(newBuyer));

function stripe(): Stripe {
  const client = paymentClient();
  if (!client) throw new Error("The storm brings its own payment server.");
  return client;
}

async function newBuyer() {
  const buyerEmail = `${newId()}@example.com`;
  const user = await createUser({ name: "Ines Carvalho", email: buyerEmail, emailVerified: true });
  if (!user.ok) throw new Error(user.reason);
  const workspaceName = "Alder & Finch";
  const made = await createWorkspace({
    name: workspaceName,
    timeZone: "UTC",
    ownerId: user.userId,
  });
  if (!made.ok) throw new Error(made.reason);
  const { workspaceId, slug: workspaceSlug } = made;
  return { workspaceId, workspaceSlug, workspaceName, buyerId: user.userId, buyerEmail };
}

const STANDING = ["pending", "requires_action", "succeeded"];

/** Every paid session brought its credits once, every standing refund took its share once, and nothing else moved. */
async function moneyAgainstCredits(workspaceId: string, books: Books): Promise<string[]> {
  const rows = await asOwner<{ id: string; session: string; credits: string; price: number }>(
    `select id, checkout_session_id as session, credits, price_cents as price from purchase
     where workspace_id = $1 and kind = 'ai'`,
    [workspaceId],
  );
  const entries = await asOwner<{ key: string; amount: string }>(
    "select key, amount from credit_entry where workspace_id = $1 and kind = 'ai'",
    [workspaceId],
  );
  const faults: string[] = [];
  let expected = 0;
  for (const { id, session, credits, price } of rows) {
    const sold = books.sessions[session];
    const grants = entries.filter(({ key }) => key === `purchase:${id}`);
    const paid = sold?.payment_status === "paid";
    if (grants.length !== (paid ? 1 : 0)) {
      faults.push(
        `purchase ${id}, ${sold?.payment_status}, brought credits ${grants.length} times`,
      );
    }
    if (!paid) continue;
    const refunds = Object.values(books.refunds).filter(
      (refund) =>
        refund.payment_intent === sold.payment_intent && STANDING.includes(refund.status ?? ""),
    );
    const share = { credits: Number(credits), amountPaidCents: price };
    const taken = refunds.reduce((sum, { amount }) => sum + creditsForRefund(share, amount), 0);
    expected += Math.max(0, Number(credits) - taken);
  }
  const current = entries.reduce((sum, { amount }) => sum + Number(amount), 0);
  if (current !== expected) faults.push(`the balance is ${current}, the money says ${expected}`);
  return faults;
}
