import { expect, test } from "vitest";
import { amount, command, Ledger, lot } from "../testing";

// What is owed after a lost dispute is what was spent and lost beyond what was bought, also where the purchase expires, an
// operation gives back what it held, or a charge is given back, before or after any of it: in every order.

const SOURCE = "source of a";
const BOUGHT = 100;
const SPENT = 30;
const HELD = 40;

const day = (iso: string) => new Date(iso);
const STEPS = ["freeze", "lose", "over", "end", "undo", "refund"] as const;
type Step = (typeof STEPS)[number];
type Amounts = { lost: number; captured: number; undone: number; refunded: number };

/** Every order in which a dispute opens before it is lost. */
const ORDERS = ordersOf(STEPS).filter((order) => order.indexOf("freeze") < order.indexOf("lose"));

function ordersOf(steps: readonly Step[]): Step[][] {
  if (steps.length === 0) return [[]];
  return steps.flatMap((first) =>
    ordersOf(steps.filter((one) => one !== first)).map((others) => [first, ...others]),
  );
}

function story(order: readonly Step[], { lost, captured, undone, refunded }: Amounts): Ledger {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", BOUGHT, day("2026-03-10")));
  const charged = ledger.post(command({ type: "charge", amount: amount(SPENT) }));
  const corrects = charged.ok ? charged.seq : 0;
  const lapsesAt = day("2026-09-01");
  ledger.post(command({ type: "hold", holdId: "run", amount: amount(HELD), lapsesAt }));
  const about = { sourceId: SOURCE, holdId: "dispute" };
  const does: Record<Step, () => void> = {
    freeze: () => ledger.post(command({ type: "freeze", ...about })),
    lose: () => ledger.post(command({ type: "forfeit", ...about, amount: amount(lost) })),
    over: () => {
      ledger.now = day("2026-03-15");
    },
    end: () =>
      ledger.post(
        command({ type: "capture", holdId: "run", amount: amount(captured), settle: true }),
      ),
    undo: () => ledger.post(command({ type: "refund", corrects, amount: amount(undone) })),
    refund: () =>
      ledger.post(command({ type: "revoke", sourceId: SOURCE, amount: amount(refunded) })),
  };
  for (const step of order) does[step]();
  ledger.now = day("2026-12-01");
  ledger.post(command({ type: "expire" }));
  return ledger;
}

test.each<Amounts>([
  { lost: 100, captured: 0, undone: 0, refunded: 0 },
  { lost: 100, captured: 15, undone: 0, refunded: 0 },
  { lost: 60, captured: 0, undone: 10, refunded: 40 },
  { lost: 80, captured: 40, undone: 30, refunded: 20 },
  { lost: 75, captured: 10, undone: 5, refunded: 25 },
  { lost: 20, captured: 40, undone: 0, refunded: 0 },
])("in every order, with %o", (amounts) => {
  const { lost, captured, undone } = amounts;
  const debt = Math.max(0, SPENT + captured - undone + lost - BOUGHT);
  for (const order of ORDERS) {
    const { account } = story(order, amounts).state;
    expect([...order, account.current, account.held, account.debt]).toEqual([...order, 0, 0, debt]);
  }
});
