// The payment server has the truth about money; this says what that means for credits, of which nobody spends any here.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Stripe from "stripe";
import { creditsForDispute, creditsForRefund } from "@/lib/billing/core/refund";
import type { Entry } from "@/lib/credits/core/entry";
import { asOwner } from "@/lib/credits/mutations/door/testing";

/** What the payment server stores. */
export type Books = {
  sessions: Record<string, Stripe.Checkout.Session>;
  refunds: Record<string, Stripe.Refund>;
  disputes: Record<string, Stripe.Dispute>;
  intents: Record<string, Stripe.PaymentIntent>;
  events: Record<string, Stripe.Event>;
};

export const booksIn = (folder: string): Books =>
  JSON.parse(readFileSync(join(folder, "state.json"), "utf8"));

/** Disputes that are not decided yet. */
export const openDisputes = ({ disputes }: Books): Stripe.Dispute[] =>
  Object.values(disputes).filter(({ status }) => status === "needs_response");

/** What was neither refunded nor disputed of a payment, in cents: refunds and disputes never go beyond it. */
export function undisputedCents(books: Books, intent: string): number {
  const paid = Object.values(books.sessions).find((one) => one.payment_intent === intent);
  const { back, disputed } = claimsOn(books, intent);
  const sum = [...back, ...disputed].reduce((total, { amount }) => total + amount, 0);
  return (paid?.amount_total ?? 0) - sum;
}

const STANDING = ["pending", "requires_action", "succeeded"];

/** Refunds that stand, and disputes that were not won. */
function claimsOn({ refunds, disputes }: Books, intent: string) {
  const back = Object.values(refunds).filter(
    ({ payment_intent, status }) => payment_intent === intent && STANDING.includes(status ?? ""),
  );
  const disputed = Object.values(disputes).filter(
    ({ payment_intent, status }) => payment_intent === intent && status !== "won",
  );
  return { back, disputed };
}

type Bought = { id: string; session: string; credits: string; price: number };

/**
 * Every paid session brought its credits once, every standing refund and every lost dispute took its share once, what
 * is disputed is held, and nothing else moved.
 */
export async function moneyAgainstCredits(
  workspaceId: string,
  books: Books,
  entries: readonly Entry[],
): Promise<string[]> {
  const rows = await asOwner<Bought>(
    `select id, checkout_session_id as session, credits, price_cents as price from purchase
     where workspace_id = $1 and kind = 'ai'`,
    [workspaceId],
  );
  const sold = rows.map((bought) => ({ bought, session: books.sessions[bought.session] }));
  const faults = sold.flatMap(({ bought: { id }, session }) => {
    const times = entries.filter(({ key }) => key === `purchase:${id}`).length;
    const status = session?.payment_status;
    const right = times === (status === "paid" ? 1 : 0);
    return right ? [] : [`purchase ${id}, ${status}, brought credits ${times} times`];
  });
  let [current, held] = [0, 0];
  for (const { bought, session } of sold) {
    if (session?.payment_status !== "paid") continue;
    const { left, isDisputed } = leftOf(bought, claimsOn(books, String(session.payment_intent)));
    current += left;
    if (isDisputed) held += left;
  }
  const { currentAfter = 0, heldAfter = 0, debtAfter = 0 } = entries.at(-1) ?? {};
  const is = `the balance is ${currentAfter}, ${heldAfter} held, ${debtAfter} owed`;
  const right = currentAfter === current && heldAfter === held && debtAfter === 0;
  return right ? faults : [...faults, `${is}; the money says ${current}, ${held} held, 0 owed`];
}

function leftOf({ credits, price }: Bought, { back, disputed }: ReturnType<typeof claimsOn>) {
  const share = { credits: Number(credits), amountPaidCents: price };
  const lost = disputed.filter(({ status }) => status === "lost");
  const taken = [
    ...back.map(({ amount }) => creditsForRefund(share, amount)),
    ...lost.map(({ amount }) => creditsForDispute(share, amount)),
  ];
  return {
    left: Math.max(0, Number(credits) - taken.reduce((sum, part) => sum + part, 0)),
    isDisputed: disputed.length > lost.length,
  };
}

/** Each step of each dispute is in the ledger once: that it was opened, and how it was decided. */
export function disputesAgainstEntries(books: Books, entries: readonly Entry[]): string[] {
  const written = new Set(entries.map(({ key }) => key));
  const ENDS = { won: "thaw", lost: "forfeit" } as const;
  return Object.values(books.disputes).flatMap(({ id, status }) =>
    (["freeze", "thaw", "forfeit"] as const).flatMap((step) => {
      const wanted = step === "freeze" || ENDS[status as keyof typeof ENDS] === step;
      const found = written.has(`dispute:${id}:${step}`);
      return found === wanted
        ? []
        : [`dispute ${id} is ${status}; ${step} in the ledger: ${found}`];
    }),
  );
}
