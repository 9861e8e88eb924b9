import type { CoreFault } from "./faults";

export const DUE: readonly CoreFault[] = [
  {
    name: "a hold lapses a moment late",
    find: 'state === "open" && lapsesAt <= limit',
    put: 'state === "open" && lapsesAt < limit',
  },
  {
    name: "what ended lapses again",
    find: 'state === "open" && lapsesAt <= limit',
    put: "lapsesAt <= limit",
  },
  {
    name: "the last to end is the first",
    find: "isBefore(one, other) ? 1 : -1",
    put: "isBefore(one, other) ? -1 : 1",
  },
  {
    name: "a lot is passed by for what it held at first",
    find: "if (lot.remaining > 0) return { at: next.at, lot };",
    put: "if (next.lot.remaining > 0) return { at: next.at, lot };",
  },
  {
    name: "all lots expire before a hold lapses",
    find: "next && isBefore(next, holds.at(-1));",
    put: "next;",
  },
  {
    name: "no lot expires before every hold has lapsed",
    find: "next && isBefore(next, holds.at(-1));",
    put: "next && !holds.at(-1);",
  },
  {
    name: "holds lapse before lots at the same instant",
    find: '("lot" in due ? `1 ',
    put: '("lot" in due ? `3 ',
  },
  {
    name: "what comes back to a disputed lot waits for another time",
    find: "frozenBy !== null || lost ||",
    put: "lost ||",
  },
  {
    name: "what comes back to a lost lot settles nothing by itself",
    find: "frozenBy !== null || lost ||",
    put: "frozenBy !== null ||",
  },
  {
    name: "what a refund fell short of is not taken when it comes back",
    find: "lost || awaited?.has(sourceId) === true",
    put: "lost",
  },
  {
    name: "what is over by now is not due",
    find: "if (ends && lot.remaining > 0) return true;",
    put: "if (ends && lot.remaining > 0) return false;",
  },
  {
    name: "what has nothing left is due",
    find: "if (ends && lot.remaining > 0) return true;",
    put: "if (ends) return true;",
    same: "what ends is then gone through, and nothing of it is booked: it only takes longer",
  },
  {
    name: "what came back expired settles no debt",
    find: "given.freezes === null ? settleFromExpired(draft, given, { about, key, at }) : given",
    put: "given",
  },
  {
    name: "what came back in time settles a debt as if it had expired",
    find: "lotOf(draft, id).lost && hasExpired(draft, id, at)",
    put: "lotOf(draft, id).lost",
  },
  {
    name: "any credits that expired settle a debt",
    find: "lotOf(draft, id).lost && hasExpired(draft, id, at)",
    put: "hasExpired(draft, id, at)",
  },
  {
    name: "more is settled than is owed",
    find: "credits(Math.min(draft.account.debt, sumOf(over)))",
    put: "sumOf(over)",
  },
];
