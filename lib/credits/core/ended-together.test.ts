import { expect, test } from "vitest";
import { decideAll } from "./decide";
import type { State } from "./state";
import { amount, command, hash, Ledger, lot } from "./testing";

const day = (iso: string) => new Date(iso);
const charge = (hundredths: number) => command({ type: "charge", amount: amount(hundredths) });

test.each([
  ["holds that lapse", looksToLapse],
  ["lots that expire", looksToExpire],
])("twice as many %s at once are about twice the work", (_, looksToEnd) => {
  const few = looksToEnd(200);
  expect(looksToEnd(400)).toBeLessThan(3 * few);
});

/** How often the end of a hold is looked at until as many have lapsed, by one command. */
function looksToLapse(many: number): number {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", many));
  const lapsesAt = day("2026-03-10");
  for (let index = 0; index < many; index++) {
    ledger.post(command({ type: "hold", holdId: `h${index}`, amount: amount(1), lapsesAt }));
  }
  return looksAt(ledger, "holds", "lapsesAt");
}

/** The same of lots. */
function looksToExpire(many: number): number {
  const ledger = new Ledger(day("2026-03-01"));
  for (let index = 0; index < many; index++) {
    ledger.post(lot(`l${index}`, 1, day("2026-03-10")));
  }
  return looksAt(ledger, "lots", "expiresAt");
}

/** How often `end` of any of these rows is read until all of them have ended. */
function looksAt(ledger: Ledger, rows: "holds" | "lots", end: "lapsesAt" | "expiresAt"): number {
  let looks = 0;
  const watched = [...ledger.state[rows]].map(([id, row]) => {
    const { [end]: value, ...others } = row as unknown as Record<string, unknown>;
    const get = () => {
      looks += 1;
      return value;
    };
    return [id, Object.defineProperty(others, end, { get, enumerable: true })] as const;
  });
  ledger.state = { ...ledger.state, [rows]: new Map(watched) } as State;
  ledger.now = day("2026-03-20");
  expect(ledger.decide(command({ type: "expire" })).entries).toHaveLength(watched.length);
  return looks;
}

test("what ended together is booked once for a crowd that is refused, and with the key of who is not", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 1_000));
  for (let index = 0; index < 50; index += 1) {
    const lapsesAt = day("2026-03-02");
    ledger.post(command({ type: "hold", holdId: `h${index}`, amount: amount(10), lapsesAt }));
  }
  let digests = 0;
  const counting = (text: string) => {
    digests += 1;
    return hash(text);
  };
  const late = Array.from({ length: 100 }, (_, index) =>
    command({ type: "release", holdId: `h${index % 50}` }),
  );
  const [first, accepted] = [charge(1_001), charge(1_000)];
  const outcome = decideAll(ledger.state, [first, ...late, accepted], day("2026-03-05"), counting);

  const refused = { ok: false, reason: "hold_ended", state: "lapsed" };
  expect(outcome.answers.slice(1, -1)).toEqual(late.map(() => refused));
  expect(outcome.entries).toHaveLength(51);
  expect(new Set(outcome.entries.map(({ key }) => key))).toEqual(new Set([accepted.key]));
  // One digest for each command and row: those of what ended twice, once for all who are refused.
  expect(digests).toBe(102 + 50 + 51 + 1);
});
