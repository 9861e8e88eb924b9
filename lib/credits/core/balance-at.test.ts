import { expect, test } from "vitest";
import { balanceAt, returnedCredits } from "./balance-at";

const noon = new Date("2026-11-20T12:00:00Z");
const at = (time: string) => new Date(`2026-11-20T${time}Z`);
const lot = (id: string, remaining: number, expiresAt: Date | null = null) => ({
  id,
  remaining,
  expiresAt,
});
const hold = (amount: number, lapsesAt: Date, lotId = "a") => ({
  id: "hold",
  lots: [[lotId, amount]] as const,
  state: "open",
  lapsesAt,
});

test("a lot counts until the instant it expires, and not from then on", () => {
  const lots = [lot("a", 100, noon), lot("b", 30)];
  expect(balanceAt(lots, [], at("11:59:59.999"))).toMatchObject({
    available: 130,
    changesAt: noon,
  });
  expect(balanceAt(lots, [], noon)).toEqual({
    current: 30,
    held: 0,
    available: 30,
    debt: 0,
    changesAt: null,
    joined: new Map(),
  });
});

test("what a hold set aside stays, past the expiry of its lot", () => {
  const standing = balanceAt([lot("a", 0, at("10:00:00"))], [hold(40, at("18:00:00"))], noon);
  expect(standing).toEqual({
    current: 40,
    held: 40,
    available: 0,
    debt: 0,
    changesAt: at("18:00:00"),
    joined: new Map(),
  });
});

test("a hold that lapsed is back in its lot, unless the lot expired meanwhile", () => {
  const lapsed = [hold(40, noon)];
  expect(balanceAt([lot("a", 60)], lapsed, noon)).toMatchObject({
    current: 100,
    held: 0,
    available: 100,
  });
  expect(balanceAt([lot("a", 60, at("11:00:00"))], lapsed, noon)).toMatchObject({
    current: 0,
    held: 0,
  });
});

test("what comes back to a purchase under dispute stays held, and to a lost one goes to the debt first", () => {
  const lapsed = [hold(40, at("11:00:00"))];
  const back = (over: object, debt = 0) =>
    balanceAt([{ ...lot("a", 0), ...over }], lapsed, noon, { debt, awaited: new Map() });
  expect(back({ frozenBy: "dispute" }, 15)).toMatchObject({
    current: 40,
    held: 40,
    available: 0,
    debt: 15,
  });
  expect(back({ lost: true }, 15)).toMatchObject({ current: 25, held: 0, available: 25, debt: 0 });
  expect(back({ lost: true }, 55)).toMatchObject({ current: 0, available: 0, debt: 15 });
  expect(back({ frozenBy: "dispute", lost: true }, 15)).toMatchObject({ held: 25, debt: 0 });
  expect(back({}, 15)).toMatchObject({ available: 40, debt: 15 });
  // Also where the lot expired between then and now: what the dispute keeps, and the debt takes, it took before that.
  const expiresAt = at("11:30:00");
  expect(back({ frozenBy: "dispute", expiresAt })).toMatchObject({ current: 40, held: 40 });
  expect(back({ lost: true, expiresAt }, 55)).toMatchObject({ current: 0, debt: 15 });
  expect(back({ lost: true, expiresAt }, 15)).toMatchObject({ current: 0, debt: 0 });
  const before = { expiresAt: at("11:00:00") };
  expect(back({ frozenBy: "dispute", ...before })).toMatchObject({ current: 0, held: 0 });
  // What was over already is gone, but not before it settled the debt that was made of it.
  expect(back({ lost: true, ...before }, 55)).toMatchObject({ current: 0, debt: 15 });
  expect(back({ lost: true, ...before }, 15)).toMatchObject({ current: 0, debt: 0 });
});

test("of a hold that lapsed what is over settles the debt before what can still be used", () => {
  const lots = [
    { ...lot("a", 0), lost: true },
    { ...lot("b", 0, at("10:00:00")), lost: true },
  ];
  const lapsed = [{ ...hold(0, at("11:00:00")), lots: [["a", 30] as const, ["b", 20] as const] }];
  const owed = (debt: number) => balanceAt(lots, lapsed, noon, { debt, awaited: new Map() });
  expect(owed(15)).toMatchObject({ current: 30, available: 30, debt: 0 });
  expect(owed(25)).toMatchObject({ current: 25, available: 25, debt: 0 });
});

test("what a refund or a lost dispute fell short of is taken of what comes back, after the debt and before a dispute", () => {
  const lapsed = [hold(40, at("11:00:00"))];
  const back = (over: object, wanted: number, debt = 0) =>
    balanceAt([{ ...lot("a", 0), sourceId: "p", ...over }], lapsed, noon, {
      debt,
      awaited: new Map([["p", wanted]]),
    });
  expect(back({}, 15)).toMatchObject({ current: 25, available: 25 });
  expect(back({}, 55)).toMatchObject({ current: 0, available: 0 });
  expect(back({ sourceId: "another" }, 55)).toMatchObject({ available: 40 });
  expect(back({ frozenBy: "dispute" }, 15)).toMatchObject({ current: 25, held: 25 });
  expect(back({ lost: true }, 15, 30)).toMatchObject({ current: 0, debt: 0 });
  expect(back({ lost: true }, 5, 30)).toMatchObject({ current: 5, debt: 0 });
  expect(back({ expiresAt: at("11:00:00") }, 15)).toMatchObject({ current: 0 });
  // Once, and where the rows will say it: what is left is in the lot that comes later.
  const lots = [lot("b", 0), lot("a", 0, at("11:30:00"))].map((one) => ({ ...one, sourceId: "p" }));
  const both = [
    {
      ...hold(0, at("11:00:00")),
      lots: [
        ["b", 10],
        ["a", 10],
      ] as const,
    },
  ];
  const taken = returnedCredits(lots, both, noon, { debt: 0, awaited: new Map([["p", 15]]) });
  expect([...taken.back]).toMatchObject([
    ["a", { free: 0, taken: 10 }],
    ["b", { free: 5, taken: 5 }],
  ]);
});

test("of holds that lapse at one instant the one with the first id gives back first", () => {
  const lots = [lot("a", 0), lot("b", 0)].map((one) => ({ ...one, sourceId: "p" }));
  const lapsed = [
    { ...hold(10, at("11:00:00"), "a"), id: "second" },
    { ...hold(10, at("11:00:00"), "b"), id: "first" },
  ];
  const { back } = returnedCredits(lots, lapsed, noon, { debt: 0, awaited: new Map([["p", 15]]) });
  expect(back.get("b")).toMatchObject({ free: 0, taken: 10 });
  expect(back.get("a")).toMatchObject({ free: 5, taken: 5 });
});

test("what was free of a purchase that is waited for is taken too, as the next row will say", () => {
  const lots = [{ ...lot("b", 30), sourceId: "p" }, { ...lot("a", 5), sourceId: "p" }, lot("c", 7)];
  const claims = { debt: 0, awaited: new Map([["p", 10]]) };
  expect(balanceAt(lots, [], noon, claims)).toMatchObject({ current: 32, available: 32 });
  expect(returnedCredits(lots, [], noon, claims).back.get("b")).toMatchObject({
    free: 25,
    taken: 5,
  });
});

test("a hold that ended gives nothing back by the clock, and one that is open neither", () => {
  const ended = { ...hold(40, at("11:00:00")), state: "settled" };
  expect(balanceAt([lot("a", 60)], [ended], noon)).toMatchObject({ current: 60, held: 0 });
  const lots = [lot("a", 0), lot("b", 0)];
  expect([...returnedCredits(lots, [ended, hold(30, at("18:00:00"))], noon).back]).toEqual([]);
  const lapsed = [hold(40, at("11:00:00")), hold(2, noon), hold(1, noon, "b")];
  expect([...returnedCredits(lots, lapsed, noon).back]).toMatchObject([
    ["a", { free: 42 }],
    ["b", { free: 1 }],
  ]);
});

test("it changes next when the first lot expires or the first hold lapses, whichever comes first", () => {
  const lots = [lot("a", 1, at("19:00:00")), lot("b", 1, at("16:00:00")), lot("c", 1)];
  const changesAt = (holds: ReturnType<typeof hold>[]) => balanceAt(lots, holds, noon).changesAt;
  expect(changesAt([])).toEqual(at("16:00:00"));
  expect(changesAt([hold(1, at("15:00:00")), hold(1, at("18:00:00"))])).toEqual(at("15:00:00"));
});
