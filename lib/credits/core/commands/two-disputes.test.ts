import { expect, test } from "vitest";
import { amount, command, Ledger, lot } from "../testing";

// Two disputes of one purchase, a refund of it and a running operation: the end is the same in every order.

const SOURCE = "source of a";
const BOUGHT = 100;
const HELD = 70;

type Story = {
  captured: number;
  refunded: number;
  shares: { A: number; B: number };
  lost: readonly ("A" | "B")[];
};

const ofSource = { sourceId: SOURCE } as const;
const stepsOf = ({ captured, refunded, shares, lost }: Story) => {
  const close = (holdId: "A" | "B") =>
    lost.includes(holdId)
      ? command({ type: "forfeit", ...ofSource, holdId, amount: amount(shares[holdId]) })
      : command({ type: "thaw", ...ofSource, holdId });
  return {
    "open A": command({ type: "freeze", ...ofSource, holdId: "A" }),
    "close A": close("A"),
    "open B": command({ type: "freeze", ...ofSource, holdId: "B" }),
    "close B": close("B"),
    refund: command({ type: "revoke", ...ofSource, amount: amount(refunded) }),
    settle: command({ type: "capture", holdId: "h", amount: amount(captured), settle: true }),
  };
};
type Step = keyof ReturnType<typeof stepsOf>;

/** All orders in which a dispute opens before it closes. */
const ordersOf = (left: readonly Step[]): Step[][] =>
  left.length === 0
    ? [[]]
    : left
        .filter((step) => !left.includes(step.replace("close", "open") as Step) || isFirst(step))
        .flatMap((step) =>
          ordersOf(left.filter((other) => other !== step)).map((rest) => [step, ...rest]),
        );
const isFirst = (step: Step): boolean => !step.startsWith("close");
const ORDERS = ordersOf(["open A", "close A", "open B", "close B", "refund", "settle"]);

/** What is left and owed after a purchase of 100, of which an operation held 70. */
function endOf(story: Story, order: readonly Step[]) {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  const lapsesAt = new Date("2026-09-01");
  ledger.post(command({ type: "hold", holdId: "h", amount: amount(HELD), lapsesAt }));
  const steps = stepsOf(story);
  for (const step of order) ledger.post(steps[step]);
  const { current, held, debt } = ledger.state.account;
  return { current, held, debt };
}

const LOST = [[], ["A"], ["B"], ["A", "B"]] as const;
const STORIES = LOST.flatMap((lost) => [
  { lost, captured: 58, refunded: 40, shares: { A: 32, B: 68 } },
  { lost, captured: 14, refunded: 16, shares: { A: 49, B: 30 } },
  { lost, captured: 0, refunded: 70, shares: { A: 50, B: 50 } },
]);

test.each(STORIES)("lost $lost, captured $captured, refunded $refunded", (story) => {
  const { captured, refunded, shares, lost } = story;
  const taken = lost.reduce((total, name) => total + shares[name], 0);
  expect(ORDERS).toHaveLength(180);
  for (const order of ORDERS) {
    expect(endOf(story, order), order.join(", ")).toEqual({
      current: Math.max(0, BOUGHT - captured - taken - refunded),
      held: 0,
      debt: Math.max(0, captured + taken - BOUGHT),
    });
  }
});

test("what comes back settles the debt of a lost dispute first, though another one is open", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", BOUGHT));
  const lapsesAt = new Date("2026-09-01");
  ledger.post(command({ type: "hold", holdId: "h", amount: amount(HELD), lapsesAt }));
  const story = { lost: ["A"], captured: 30, refunded: 20, shares: { A: 45, B: 55 } } as const;
  const steps = stepsOf(story);
  for (const step of ["open A", "close A", "refund", "open B"] as const) ledger.post(steps[step]);
  const { entries } = ledger.decide(steps.settle);

  expect(entries.map(({ type, amount, reason }) => [type, amount, reason])).toEqual([
    ["charge", -30, "test"],
    ["release", 0, "test"],
    ["adjustment", -15, "Debt settled"],
    ["adjustment", -20, "Taken by an earlier refund"],
    ["hold", 0, "Purchase under dispute"],
  ]);
  expect(ledger.state.account).toMatchObject({ current: 5, held: 5, debt: 0 });
});
