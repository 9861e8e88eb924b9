// Clients who buy, get refunds and dispute their payments through the local payment server, whose webhooks hit servers that die.
import type { Entry } from "@/lib/credits/core/entry";
import { entriesIn } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { newId } from "@/lib/platform/ids";
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
import { everyEventIsDone, openSession, type Payments, stripe } from "./shop";

class Buying implements Scene {
  readonly name = "buying";
  readonly callers = 1;
  readonly #paid: { session: string; intent: string; purchaseId: string }[] = [];
  /** Disputes that were still open after everything had been reported. */
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
    const { servers } = this.around;
    const { workspaceId } = this.home;
    const books = this.#books();
    await servers.ask({ what: "recover-refunds" });
    await everyEventIsDone(servers, this.payments);
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

  /**
   * Purchases and failed debits; how disputes were decided, and that they were opened if somebody heard of it in time.
   */
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
    const packageId = random.pick(["starter", "basic", "popular"]);
    const session = await openSession(servers, this.home, { packageId });
    const outcome = random.pick(["pay", "pay", "pay", "decline", "debit"]);
    await this.payments.control("choose", { session, outcome });
    if (outcome === "debit") {
      await this.payments.control("settle-debit", { session, succeeds: random.once(2) });
    }
    if (outcome === "decline") await this.payments.control("expire", { session });
    if (outcome === "pay") await this.#remember(session);
  }

  async #remember(session: string): Promise<void> {
    const { payment_intent, metadata } = await stripe().checkout.sessions.retrieve(session);
    const purchaseId = String(metadata?.purchase);
    this.#paid.push({ session, intent: String(payment_intent), purchaseId });
  }

  /** As an admin does, here or in the payment provider's dashboard, in part or in full. */
  async #refund(): Promise<void> {
    const { random } = this.around;
    const { intent, purchaseId } = random.pick(this.#paid);
    const amount = random.pick([100, 250, 999]);
    if (amount > undisputedCents(this.#books(), intent)) return;
    const refund = random.once(2)
      ? await this.#refundHere(purchaseId, amount)
      : (
          await stripe()
            .refunds.create({ payment_intent: intent, amount })
            .catch(() => null)
        )?.id;
    if (refund && random.once(3)) await this.payments.control("fail-refund", { refund });
  }

  /** Two clicks at once, or one of a client that never asks again when no answer comes. */
  async #refundHere(purchaseId: string, amountCents: number): Promise<string | undefined> {
    const { servers, random } = this.around;
    const { workspaceId, owner } = this.home;
    const attempt = newId();
    const request = { workspaceId, purchaseId, attempt, amountCents, memberId: owner.id };
    const click = (tries?: number) => servers.ask({ what: "refund", request }, tries);
    if (random.once(3)) await click(1).catch(() => null);
    else await Promise.all([click(), click()]);
    const made = Object.values(this.#books().refunds);
    return made.find(({ metadata }) => metadata?.attempt === attempt)?.id;
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

  #books = (): Books => booksIn(this.payments.dataDir);
}

export const buying = async (around: Around, payments: Payments): Promise<Scene> =>
  new Buying(around, payments, await persist(newHome));
