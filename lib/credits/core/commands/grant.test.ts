import { expect, test } from "vitest";
import { credits } from "../amount";
import { emptyState } from "../state";
import { Ledger, lot, ORIGIN } from "../testing";

test("a purchase settles a debt first, a grant does not", () => {
  const ledger = new Ledger();
  const empty = emptyState(ORIGIN);
  ledger.state = { ...empty, account: { ...empty.account, debt: credits(30) } };
  ledger.post(lot("a gift", 50));
  expect(ledger.state.account.debt).toBe(30);
  const { entries } = ledger.decide({ ...lot("bought", 20), source: "purchase" } as ReturnType<
    typeof lot
  >);

  expect(entries.map((entry) => [entry.type, entry.amount, entry.debtAfter])).toEqual([
    ["purchase", 20, 30],
    ["adjustment", -20, 10],
  ]);
  expect(ledger.lot("bought")).toMatchObject({ remaining: 0, refunded: 20 });
});

test("a grant of nothing is a bug", () => {
  expect(() => new Ledger().post(lot("a", 0))).toThrow("no credits");
});
