import { expect, test } from "vitest";
import { credits } from "../amount";
import { capName } from "../cap";
import type { Command } from "../command";
import { emptyState } from "../state";
import { amount, command, Ledger, lot, ORIGIN } from "../testing";
import { TOP_UP } from "../threshold";

const MEI = "00000000-0000-7000-8000-0000000000a1";
const mei = { actor: { type: "member", id: MEI } } as const;
const day = (text: string) => new Date(text);

/** A ledger in a time zone that knows what Mei and the operation used before there are caps. */
function capped(timeZone = "UTC", now = day("2026-03-01T12:00:00Z")): Ledger {
  const ledger = new Ledger(now);
  const nothing = { month: "", used: credits(0), held: credits(0) };
  const uses = new Map([
    [capName("member", MEI), nothing],
    [capName("operation", "single_post"), nothing],
  ]);
  ledger.state = { ...emptyState(ORIGIN, timeZone), uses };
  ledger.post(lot("a", 100_000));
  return ledger;
}

const cap = (most: number | null, over: Partial<Command> = {}): Command =>
  command({
    type: "set_cap",
    scope: "member",
    target: MEI,
    cap: most === null ? null : { amount: amount(most), mode: "block" },
    ...over,
  } as Parameters<typeof command>[0]);
const charge = (hundredths: number): Command =>
  command({ type: "charge", amount: amount(hundredths), operation: "single_post", ...mei });
const hold = (id: string, hundredths: number, lapsesAt = "2026-06-01"): Command =>
  command({
    type: "hold",
    holdId: id,
    amount: amount(hundredths),
    lapsesAt: day(lapsesAt),
    ...mei,
  });

test("up to the cap is allowed; one hundredth beyond names the cap and what is left of it", () => {
  const ledger = capped();
  ledger.post(cap(100));
  expect(ledger.post(charge(60))).toMatchObject({ ok: true });
  expect(ledger.post(charge(41))).toEqual({
    ok: false,
    reason: "cap_reached",
    cap: { scope: "member", target: MEI, amount: 100, mode: "block" },
    left: 40,
    month: "2026-03",
  });
  expect(ledger.post(charge(40))).toMatchObject({ ok: true });
  expect(ledger.post(charge(1))).toMatchObject({ reason: "cap_reached", left: 0 });
  expect(ledger.post(charge(0))).toMatchObject({ ok: true });
});

test("what the month used before the cap was set counts", () => {
  const ledger = capped();
  ledger.post(charge(70));
  ledger.post(cap(100));
  expect(ledger.post(charge(31))).toMatchObject({ reason: "cap_reached", left: 30 });
});

test("somebody else is not bound by Mei's cap, and a lifted cap binds nobody", () => {
  const ledger = capped();
  ledger.post(cap(10));
  expect(ledger.post({ ...charge(500), actor: { type: "system" } })).toMatchObject({ ok: true });
  ledger.post(cap(null));
  expect(ledger.post(charge(500))).toMatchObject({ ok: true });
});

test("of several caps the one that leaves the least is named", () => {
  const ledger = capped();
  ledger.post(cap(100));
  ledger.post(cap(50, { scope: "operation", target: "single_post" } as Partial<Command>));
  expect(ledger.post(charge(60))).toMatchObject({ cap: { scope: "operation" }, left: 50 });
});

test("a hold takes its part of the cap at once, and a capture within it is never refused", () => {
  const ledger = capped();
  ledger.post(cap(100));
  ledger.post(hold("h", 80));
  expect(ledger.post(charge(21))).toMatchObject({ reason: "cap_reached", left: 20 });
  ledger.post(cap(10));
  const captured = command({ type: "capture", holdId: "h", amount: amount(50), settle: true });
  expect(ledger.post(captured)).toMatchObject({ ok: true, amount: -50 });
  ledger.post(cap(100));
  expect(ledger.post(charge(51))).toMatchObject({ left: 50 });
});

test("what is captured counts for whom the hold was made, whoever captures it", () => {
  const ledger = capped();
  ledger.post(cap(100));
  ledger.post(hold("h", 80));
  const captured = command({ type: "capture", holdId: "h", amount: amount(80), settle: true });
  const { entries } = ledger.decide(captured);
  expect(entries[0]?.actor).toEqual(mei.actor);
  expect(ledger.post(charge(21))).toMatchObject({ left: 20 });
});

test("a refund gives room again in the month of its charge, and in no other", () => {
  const ledger = capped();
  ledger.post(cap(100));
  const charged = ledger.post(charge(100));
  const seq = charged.ok ? charged.seq : 0;
  ledger.post(command({ type: "refund", corrects: seq, amount: amount(30) }));
  expect(ledger.post(charge(31))).toMatchObject({ left: 30 });
  ledger.now = day("2026-04-01T00:00:00Z");
  ledger.post(charge(100));
  ledger.post(command({ type: "refund", corrects: seq, amount: amount(30) }));
  expect(ledger.post(charge(1))).toMatchObject({ left: 0, month: "2026-04" });
});

test.each([
  ["Asia/Kolkata", "2026-03-31T18:29:59.999Z", "2026-03-31T18:30:00.000Z"],
  ["America/New_York", "2026-04-01T03:59:59.999Z", "2026-04-01T04:00:00.000Z"],
  ["Pacific/Chatham", "2026-03-31T10:14:59.999Z", "2026-03-31T10:15:00.000Z"],
])("in %s a month ends at its own midnight", (zone, before, after) => {
  const ledger = capped(zone, day(before));
  ledger.post(cap(100));
  ledger.post(charge(100));
  expect(ledger.post(charge(1))).toMatchObject({ reason: "cap_reached", month: "2026-03" });
  ledger.now = day(after);
  expect(ledger.post(charge(100))).toMatchObject({ ok: true });
  expect(ledger.post(charge(1))).toMatchObject({ reason: "cap_reached", month: "2026-04" });
});

test("a cap that notifies refuses nothing, and tells at 80 and at 100 percent", () => {
  const ledger = capped();
  const notify = { cap: { amount: amount(100), mode: "notify" } } as Partial<Command>;
  ledger.post(cap(100, notify));
  const shares = [79, 1, 19, 1, 500].map((part) => {
    const { answer, notices } = ledger.decide(charge(part));
    return answer.ok && notices.map((notice) => "share" in notice && notice.share);
  });
  expect(shares).toEqual([[], [80], [], [100], []]);
});

const crossedBy = (ledger: Ledger, command: Command) =>
  ledger
    .decide(command)
    .notices.flatMap((notice) => (notice.about === "threshold" ? notice.threshold : []));

test("each crossing warns once, and is armed again by a balance above it", () => {
  const ledger = new Ledger();
  expect(crossedBy(ledger, lot("a", 200_00))).toEqual([]);
  expect(crossedBy(ledger, charge(100_00))).toEqual([]);
  expect(crossedBy(ledger, charge(1))).toEqual(["low"]);
  expect(crossedBy(ledger, charge(1))).toEqual([]);
  expect(crossedBy(ledger, lot("b", 2))).toEqual([]);
  expect(crossedBy(ledger, charge(1))).toEqual(["low"]);
  expect(crossedBy(ledger, charge(89_98))).toEqual([]);
  expect(crossedBy(ledger, charge(1))).toEqual(["critical"]);
  expect(crossedBy(ledger, charge(10_00))).toEqual(["empty"]);
});

test("several crossed at once are one warning, of the worst", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 200_00));
  expect(crossedBy(ledger, charge(200_00))).toEqual(["empty"]);
  expect(crossedBy(ledger, lot("b", 1))).toEqual([]);
  expect(crossedBy(ledger, charge(1))).toEqual(["empty"]);
});

test("what is held is not available: a hold can cross a threshold, and its release arms it again", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 200_00));
  expect(crossedBy(ledger, hold("h", 150_00))).toEqual(["low"]);
  ledger.post(command({ type: "release", holdId: "h" }));
  expect(crossedBy(ledger, hold("i", 150_00))).toEqual(["low"]);
});

test("it says what is held: all of it set aside is not all of it used", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 100_00));
  const { notices } = ledger.decide(hold("h", 100_00));
  expect(notices).toMatchObject([{ threshold: "empty", available: 0, held: 100_00 }]);
});

test("an expiry by the clock crosses like a charge, in whichever row says it", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 150_00, day("2026-03-10")));
  ledger.post(lot("b", 50_00));
  ledger.now = day("2026-03-11");
  expect(crossedBy(ledger, command({ type: "expire" }))).toEqual(["low"]);
});

test("a hold that lapsed armed it at its instant, though only the row of the next charge says so", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 200_00));
  expect(crossedBy(ledger, hold("h", 150_00, "2026-03-10"))).toEqual(["low"]);
  ledger.now = day("2026-03-11");
  const { notices } = ledger.decide(charge(120_00));
  expect(notices).toMatchObject([{ about: "threshold", threshold: "low", available: 80_00 }]);
});

test("what expired before a purchase was low until then, though one command says both", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("a", 150_00, day("2026-03-10")));
  ledger.post(lot("b", 50_00));
  ledger.now = day("2026-03-11");
  const { entries, notices } = ledger.decide(lot("c", 500_00));
  const [expiry] = entries;
  expect(notices).toEqual([
    {
      about: "threshold",
      threshold: "low",
      below: 100_00,
      available: 50_00,
      held: 0,
      seq: expiry?.seq,
      at: expiry?.at,
    },
  ]);
  expect(crossedBy(ledger, charge(500_00))).toEqual(["low"]);
});

test("what ends in one instant is looked at when all of it has ended", () => {
  const ledger = new Ledger(day("2026-03-01"));
  ledger.post(lot("b", 120_00));
  ledger.post(hold("h", 60_00, "2026-03-10"));
  ledger.post(lot("a", 60_00, day("2026-03-10")));
  ledger.now = day("2026-03-11");
  // 60.00 expire and 60.00 come back: it was never low.
  expect(crossedBy(ledger, charge(1))).toEqual([]);
});

test("a threshold that is set above the balance does not warn before the balance was above it", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 200_00));
  const set = (below: number | null) =>
    command({
      type: "set_threshold",
      threshold: "custom",
      below: below === null ? null : amount(below),
    });
  ledger.post(set(500_00));
  expect(crossedBy(ledger, charge(1))).toEqual([]);
  ledger.post(lot("b", 400_00));
  expect(crossedBy(ledger, charge(200_00))).toEqual(["custom"]);
  ledger.post(set(null));
  ledger.post(lot("c", 400_00));
  expect(crossedBy(ledger, charge(400_00))).toEqual([]);
});

test("where credits are bought by themselves is crossed like a warning, and is none", () => {
  const ledger = new Ledger();
  ledger.post(lot("a", 200_00));
  ledger.post(command({ type: "set_threshold", threshold: TOP_UP, below: amount(150_00) }));
  const abouts = (command: Command) => ledger.decide(command).notices.map(({ about }) => about);
  expect(abouts(charge(50_00))).toEqual([]);
  expect(abouts(charge(1))).toEqual(["top_up"]);
  expect(abouts(charge(1))).toEqual([]);
  ledger.post(lot("b", 100_00));
  expect(abouts(charge(200_00))).toEqual(["threshold", "top_up"]);
});

test("an account that never had credits is not told that it has none", () => {
  const ledger = new Ledger();
  expect(crossedBy(ledger, charge(0))).toEqual([]);
});

test("an adjustment takes in burn order, or refuses whole", () => {
  const ledger = new Ledger();
  ledger.post(lot("later", 10));
  ledger.post(lot("sooner", 5, day("2026-05-01")));
  const take = (hundredths: number) => command({ type: "adjust", amount: amount(hundredths) });
  expect(ledger.post(take(16))).toMatchObject({ reason: "insufficient_credits", shortfall: 1 });
  expect(ledger.decide(take(8)).entries).toMatchObject([
    {
      type: "adjustment",
      amount: -8,
      lots: [
        ["sooner", -5],
        ["later", -3],
      ],
    },
  ]);
  expect(ledger.lot("later")).toMatchObject({ remaining: 7, refunded: 3 });
});

test("a clock that goes back over the end of a month is still in the month that was looked at", () => {
  const ledger = capped("UTC", day("2026-03-31T23:59:58Z"));
  ledger.post(cap(100));
  const charged = ledger.post(charge(50));
  const uses = new Map(ledger.state.uses);
  uses.set(capName("member", MEI), { month: "2026-04", used: credits(0), held: credits(0) });
  ledger.state = { ...ledger.state, uses };
  ledger.post(charge(5));
  const seq = charged.ok ? charged.seq : 0;
  const back = command({ type: "refund", corrects: seq, amount: amount(50) });
  expect(ledger.post(back)).toMatchObject({ ok: true });
});
