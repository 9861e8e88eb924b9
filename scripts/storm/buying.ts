// Clients who buy, get refunds and dispute their payments through the local payment server, whose webhooks hit servers that die.
import type Stripe from "stripe";
import type { CheckoutStarted } from "@/lib/billing/mutations/checkout";
import { paymentClient } from "@/lib/billing/providers/stripe";
import { type startTestPayments, WEBHOOK_SECRET } from "@/lib/billing/providers/testing";
import type { Entry } from "@/lib/credits/core/entry";
import { asOwner, entriesIn } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { newId } from "@/lib/platform/ids";
import { sign } from "../payments/events.mjs";
import { type Home, newHome } from "./home";
import {
  type Books,
  booksIn,
  disputesAgainstEntries,
  moneyAgainstCredits,
  openDisputes,
  undisputedCents,
} from "./money";
import { noticeFaults, relayTwice } from "./notices";
import { type Around, persist, type Scene } from "./scene";

type Payments = Awaited<ReturnType<typeof startTestPayments>>;

class Buying implements Scene {
  readonly name = "buying";
  readonly callers = 1;
  readonly #paid: { session: string; intent: string }[] = [];
  /** Disputes that were open when everything had been told. */
  readonly #seenOpen = new Set<string>();

  constructor(
    private readonly around: Around,
    private readonly payments: Payments,
    private readonly home: Home,
  ) {}

  async act(): Promise<void> {
    const { random, servers } = this.around;
    const what = this.#paid.length === 0 ? "buy" : random.pick(["buy", "buy", "refund", "dispute"]);
    if (what === "buy") await this.#buy();
    if (what === "refund") await this.#refund();
    if (what === "dispute") await this.#dispute();
    await relayTwice(servers, this.home);
  }

  async check(): Promise<string[]> {
    const { workspaceId } = this.home;
    const books = this.#books();
    await this.#everyEventIsDone(books);
    const verified = await persist(() => verifyLedger(workspaceId, "ai"));
    const entries = await persist(() => entriesIn(workspaceId));
    const faults = [
      ...(verified.ok ? [] : [verified.difference]),
      ...(await persist(() => moneyAgainstCredits(workspaceId, books, entries))),
      ...disputesAgainstEntries(books, entries),
      ...(await noticeFaults(this.around, this.home, {
        kind: "ai",
        entries,
        ...this.#toldBesides(books, entries),
      })),
    ];
    return faults.map((fault) => `purchases of ${workspaceId}: ${fault}`);
  }

  /** Purchases, and debits that failed; how disputes were decided, and that they were opened if somebody heard in time. */
  #toldBesides(books: Books, entries: readonly Entry[]) {
    for (const { id } of openDisputes(books)) this.#seenOpen.add(id);
    const paid = entries.filter(({ type }) => type === "purchase").map(({ key }) => `${key}:paid`);
    const failed = Object.values(books.sessions)
      .filter(({ status, payment_status }) => status === "complete" && payment_status !== "paid")
      .map(({ metadata }) => `purchase:${metadata?.purchase}:failed`);
    const opened = [...this.#seenOpen].map((id) => `dispute:${id}:open`);
    const disputes = Object.values(books.disputes);
    const decided = disputes
      .filter(({ status }) => status === "won" || status === "lost")
      .map(({ id, status }) => `dispute:${id}:${status}`);
    return {
      must: [...paid, ...failed, ...opened, ...decided],
      may: disputes.map(({ id }) => `dispute:${id}:open`),
    };
  }

  /** A double click, then whatever the buyer does on the page. */
  async #buy(): Promise<void> {
    const { servers, random } = this.around;
    const { workspaceId, slug, name, owner } = this.home;
    const buyer = { workspaceId, workspaceSlug: slug, workspaceName: name };
    const packageId = random.pick(["starter", "basic", "popular"]);
    const fixed = { returnPath: `/${slug}/leads`, continueRunId: null };
    const who = { ...buyer, buyerId: owner.id, buyerEmail: owner.email };
    const request = { ...who, ...fixed, packageId, attempt: newId() };
    const click = () => this.#checkout(() => servers.ask({ what: "checkout", request }));
    const [first, second] = await Promise.all([click(), click()]);
    if (first.purchaseId !== second.purchaseId) throw new Error("A double click bought twice.");

    const [row] = await persist(() =>
      asOwner<{ session: string }>(
        "select checkout_session_id as session from purchase where workspace_id = $1 and id = $2",
        [workspaceId, first.purchaseId],
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
    if (amount > undisputedCents(this.#books(), intent)) return;
    const asked = stripe().refunds.create({ payment_intent: intent, amount });
    const refund = await asked.catch(() => null);
    if (refund && random.once(3)) await this.payments.control("fail-refund", { refund: refund.id });
  }

  /** As the buyer's bank does it: it disputes a part of a payment, or decides what is open. */
  async #dispute(): Promise<void> {
    const { random } = this.around;
    const books = this.#books();
    const open = openDisputes(books);
    if (open.length > 0 && random.once(2)) {
      const status = random.pick(["won", "lost"]);
      await this.payments.control("close-dispute", { dispute: random.pick(open).id, status });
      return;
    }
    const { session, intent } = random.pick(this.#paid);
    const amount = random.pick([250, 400, 999]);
    if (amount > undisputedCents(books, intent)) return;
    await this.payments.control("dispute", { session, amount });
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

  #books = (): Books => booksIn(this.payments.dataDir);
}

export const buying = async (around: Around, payments: Payments): Promise<Scene> =>
  new Buying(around, payments, await persist(newHome));

function stripe(): Stripe {
  const client = paymentClient();
  if (!client) throw new Error("The storm brings its own payment server.");
  return client;
}
