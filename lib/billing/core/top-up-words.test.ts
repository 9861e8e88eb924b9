import { expect, test } from "vitest";
import { BEHIND, DISPUTED, isSilent, OVER_LIMIT, REFUNDING } from "./top-up";
import { autoTopUpSummary, topUpStateSentence } from "./top-up-words";

const rail = { kind: "ai", threshold: 100_00, disputed: false, waitsFor: null } as const;

test.each([
  [{}, "below 100.00"],
  [{ kind: "lead" }, "below 100"],
  [{ waitsFor: "insufficient_funds" }, "declined, it tries again"],
  [{ waitsFor: OVER_LIMIT }, "paused, its monthly limit is reached"],
  [{ waitsFor: BEHIND }, "below 100.00"],
  [{ waitsFor: "insufficient_funds", disputed: true }, "paused, a dispute is open"],
] as const)("beside the packages, %o is %s", (change, words) => {
  expect(autoTopUpSummary({ ...rail, ...change })).toBe(words);
});

test.each([
  [null, 0, "About to be bought."],
  [BEHIND, 0, "Waits for the top-up before it."],
  [BEHIND, 1, "Waits for the top-up before it."],
  [DISPUTED, 0, "A dispute is open. It goes on when that is decided."],
  [REFUNDING, 0, "A purchase is being refunded. It goes on when that is done."],
  [OVER_LIMIT, 0, "The monthly limit leaves no room. Tries again 15:31."],
  ["insufficient_funds", 1, "The card has insufficient funds. Tries again 15:31."],
])("one that waits for %s after %d tries says so", (failure, tries, words) => {
  expect(
    topUpStateSentence({ state: "waiting", failure, tries, nextTry: "15:31", silent: false }),
  ).toBe(words);
});

test("one whose try got no answer says that this is being found out, and that nothing is paid twice", () => {
  const now = new Date("2026-11-20T14:33:00Z");
  const begun = { state: "charging", updatedAt: new Date("2026-11-20T14:31:00Z") } as const;
  const line = { ...begun, failure: null, tries: 1, nextTry: null };
  const said = (at: Date) => topUpStateSentence({ ...line, silent: isSilent(begun, at) });
  expect(said(new Date(now.getTime() - 1))).toBe("Asking the bank.");
  expect(said(now)).toMatch(/^No answer from the bank yet\..* nothing is charged twice\.$/);
  expect(isSilent({ ...begun, state: "charged" }, now)).toBe(false);
});
