import type { CoreFault } from "./faults";

export const FOLD: readonly CoreFault[] = [
  {
    name: "a gap in the numbers is none",
    find: "entry.seq !== before.seq + 1",
    put: "entry.seq <= before.seq",
  },
  {
    name: "the same number twice is no fault",
    find: "entry.seq !== before.seq + 1",
    put: "entry.seq > before.seq + 1",
  },
  {
    name: "two entries at one time are in order",
    find: "entry.at > before.lastAt",
    put: "entry.at >= before.lastAt",
  },
  {
    name: "a digest is not compared",
    find: 'must(entry.digest === digest, entry, "has another digest");',
    put: "",
  },
  {
    name: "the amount is not compared",
    find: 'must(entry.amount === current - before.current, entry, "changes the balance by another amount");',
    put: "",
  },
  {
    name: "the balance after is not compared",
    find: "if (entry.currentAfter !== current)",
    put: "if (entry.currentAfter < current)",
  },
  {
    name: "what is held after is not compared",
    find: "if (entry.heldAfter !== held)",
    put: "if (entry.heldAfter < held)",
  },
  {
    name: "the debt after is not compared",
    find: 'must(entry.debtAfter === before.debt + owedBy(entry.facts), entry, "leaves another debt");',
    put: "",
  },
  {
    name: "a debt is taken over from the entry, whatever settled it",
    find: "before.debt + owedBy(entry.facts)",
    put: "entry.debtAfter",
  },
  {
    name: "the books forget the debt",
    find: "lastAt: at, debt: debtAfter, digest",
    put: "lastAt: at, digest",
  },
  {
    name: "the books forget the time",
    find: "seq, lastAt: at, debt",
    put: "seq, debt",
  },
  {
    name: "an unknown hold is opened on the way",
    find: "if (!found) refuse(entry",
    put: "if (!found) return;\n  if (false) refuse(entry",
  },
  {
    name: "a hold that has ended is settled again",
    find: 'if (hold.state !== "open") refuse',
    put: "if (false) refuse",
  },
  {
    name: "a hold ends with credits left",
    find: 'must(!entry.facts?.ended || left === 0, entry, "ends a hold with credits left in it");',
    put: "",
  },
  {
    name: "what is captured counts as released",
    find: 'entry.type === "charge" ? "captured" : "released"',
    put: '"released"',
  },
  {
    name: "what joins a hold settles it",
    find: 'const joins = !opened && entry.type === "hold";',
    put: "const joins = false;",
  },
  {
    name: "a hold keeps the lots that it gave",
    find: "lots: without(hold.lots, parts) };",
    put: "lots: hold.lots };",
  },
  {
    name: "a lot that a hold has nothing of any more stays in it",
    find: "part.amount > 0",
    put: "part.amount >= 0",
  },
  {
    name: "a dispute claims nothing",
    find: "if (entry.facts?.claim) claimLots(books, id, entry.facts.claim);",
    put: "",
  },
  {
    name: "a freeze is the hold of an operation",
    find: "freezes: entry.facts?.claim?.source ?? null",
    put: "freezes: null",
  },
  {
    name: "a hold has no end of its own",
    find: "lapsesAt: entry.facts?.hold?.lapsesAt ?? entry.at",
    put: "lapsesAt: entry.at",
  },
  {
    name: "what is gone is not noted",
    find: "if (entry.facts?.gone) recordGoneUnspent(books, entry.facts.gone);",
    put: "",
  },
  {
    name: "caps are not noted",
    find: "if (entry.facts?.cap) changeCap(books, entry.facts.cap);",
    put: "",
  },
  {
    name: "thresholds are not noted",
    find: "if (entry.facts?.threshold) changeThreshold(books, entry.facts.threshold);",
    put: "",
  },
  {
    name: "a lot in place of another forgets its dispute",
    find: "open(books, opening, replacedBy(books, entry, opening.id));",
    put: "open(books, opening);",
  },
  {
    name: "credits given anew are not taken from the lot they came from",
    find: 'move(books, { lotId: inPlaceOf, from: "used", to: "expired", amount });',
    put: "",
  },
  {
    name: "what is opened is moved as well",
    find: "    return;\n  }\n  if (inPlaceOf",
    put: "  }\n  if (!opened && inPlaceOf",
  },
  {
    name: "a capture takes what is free",
    find: 'const taken = holdId === null ? "remaining" : "held";',
    put: 'const taken = "remaining";',
  },
  {
    name: "what expires is used",
    find: 'return { lotId, from: taken, to: "expired", amount };',
    put: 'return { lotId, from: taken, to: "used", amount };',
  },
  {
    name: "what is refunded comes out of a hold",
    find: 'return { lotId, from: "used", to: "remaining", amount };',
    put: 'return { lotId, from: "held", to: "remaining", amount };',
  },
  {
    name: "what is taken back is used",
    find: 'return { lotId, from: taken, to: "refunded", amount };',
    put: 'return { lotId, from: taken, to: "used", amount };',
  },
  {
    name: "more is settled than is taken",
    find: "settled !== -entry.amount",
    put: "settled < -entry.amount",
  },
  {
    name: "less is settled than is taken",
    find: "settled !== -entry.amount",
    put: "settled > -entry.amount",
  },
  {
    name: "what a part says of a lot is not compared",
    find: "if (signed !== really) refuse",
    put: "if (false) refuse",
  },
  {
    name: "a lot takes another's place without being opened",
    find: "if (inPlaceOf !== undefined) refuse",
    put: "if (false) refuse",
  },
  {
    name: "a hold sets aside less than it says",
    find: "if (sumOf(hold.lots) !== remainingOf(hold))",
    put: "if (sumOf(hold.lots) > remainingOf(hold))",
  },
  {
    name: "a hold sets aside more than it says",
    find: "if (sumOf(hold.lots) !== remainingOf(hold))",
    put: "if (sumOf(hold.lots) < remainingOf(hold))",
  },
];
