import { describe, expect, test } from "vitest";
import type { Credits } from "@/lib/credits/core/amount";
import {
  currentLots,
  lotsAtRisk,
  riskSentences,
  safeSentence,
  segmentsOf,
  spentNote,
  type TimelineLot,
} from "./lots";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-20T14:52:00Z");
const ADDED = "2026-11-10T09:00:00Z";
const dayOf = (at: string) => at.slice(0, 10);
const amount = (value: number) => value as Credits;

describe("lots", () => {
  const lot = (over: Partial<TimelineLot>): TimelineLot => ({
    id: "l",
    label: "Popular",
    bought: amount(55_000),
    left: amount(37_255),
    takenBack: amount(0),
    state: "in_use",
    expiresAt: new Date(NOW + 300 * DAY).toISOString(),
    createdAt: new Date(NOW - 8 * DAY).toISOString(),
    usedUpAt: null,
    entry: "ai-1",
    ...over,
  });

  test("one that ends within 30 days is at risk of what the pace will leave of it", () => {
    const soon = lot({ expiresAt: new Date(NOW + 10 * DAY).toISOString(), left: amount(30_000) });
    expect(lotsAtRisk([soon], new Date(NOW), 2_000)).toMatchObject([{ lost: 10_000 }]);
    expect(lotsAtRisk([soon], new Date(NOW), 3_000)).toEqual([]);
    expect(lotsAtRisk([soon], new Date(NOW), null)).toMatchObject([{ lost: 30_000 }]);
    expect(lotsAtRisk([lot({})], new Date(NOW), null)).toEqual([]);
  });

  const textsOf = (risks: Parameters<typeof riskSentences>[0], pacePerDay: number | null) =>
    riskSentences(risks, "ai", { on: () => "30 Nov", pacePerDay }).map(({ text }) => text);

  test("at risk, it is said by which pace; where there is none, none is named", () => {
    const risk = { lot: lot({ label: "Spring offer" }), lost: amount(6_000) };
    expect(textsOf([risk], 2_000)).toEqual([
      "60.00 of Spring offer will expire unused on 30 Nov at the current pace.",
    ]);
    expect(textsOf([risk], null)).toEqual([
      "60.00 of Spring offer expire on 30 Nov unless they are used before.",
    ]);
  });

  test("of more than three at risk, two are named and the others told together", () => {
    const risk = { lot: lot({}), lost: amount(6_000) };
    expect(textsOf([risk, risk, risk], 2_000)).toHaveLength(3);
    expect(textsOf([risk, risk, risk, risk], 2_000)).toEqual([
      "60.00 of Popular will expire unused on 30 Nov at the current pace.",
      "60.00 of Popular will expire unused on 30 Nov at the current pace.",
      "120.00 of 2 other lots will expire unused by 30 Nov at the current pace.",
    ]);
  });

  test("what is used before it counts against the time it has", () => {
    const ahead = lot({
      id: "a",
      left: amount(20_000),
      expiresAt: new Date(NOW + 10 * DAY).toISOString(),
    });
    const behind = lot({
      id: "b",
      left: amount(10_000),
      expiresAt: new Date(NOW + 20 * DAY).toISOString(),
    });
    expect(lotsAtRisk([ahead, behind], new Date(NOW), 600)).toMatchObject([
      { lost: 14_000 },
      { lost: 4_000 },
    ]);
  });

  test("what expires of one is not used, and takes no time from the next", () => {
    const inDays = (days: number) => new Date(NOW + days * DAY).toISOString();
    const first = lot({ id: "a", left: amount(20_000), expiresAt: inDays(10) });
    const second = lot({ id: "b", left: amount(10_000), expiresAt: inDays(20) });
    expect(lotsAtRisk([first, second], new Date(NOW), 1_000)).toEqual([
      { lot: first, lost: 10_000 },
    ]);
  });

  test("what a dispute or a refund keeps is not used, and takes no time from the next", () => {
    const expiresAt = new Date(NOW + 10 * DAY).toISOString();
    const next = lot({ id: "b", left: amount(10_000), expiresAt });
    for (const state of ["frozen", "refunding"] as const) {
      const kept = lot({ id: "a", left: amount(20_000), expiresAt, state });
      expect(lotsAtRisk([kept, next], new Date(NOW), 1_000), state).toEqual([]);
    }
  });

  test("that nothing expires is said of the next 30 days alone, where later ones are not on course", () => {
    const later = lot({ expiresAt: new Date(NOW + 300 * DAY).toISOString(), left: amount(30_000) });
    const said = (pace: number | null, lots = [later]) => safeSentence(lots, new Date(NOW), pace);
    expect(said(100)).toBe("Nothing is on course to expire.");
    expect(said(99)).toBe("Nothing is on course to expire in the next 30 days.");
    expect(said(null)).toBe("Nothing is on course to expire in the next 30 days.");
    expect(said(null, [lot({ expiresAt: null })])).toBe("Nothing is on course to expire.");
  });

  test("of those used up only the latest is shown, and many fold together", () => {
    const spent = (id: string, days: number) =>
      lot({
        id,
        left: amount(0),
        state: "spent",
        createdAt: new Date(NOW - days * DAY).toISOString(),
      });
    const next = [lot({ id: "first" }), lot({ id: "second" })];
    const shown = currentLots([spent("old", 60), spent("new", 20), ...next]);
    expect(shown.map(({ id }) => id)).toEqual(["new", "first", "second"]);
    const many = Array.from({ length: 9 }, (_, index) => lot({ id: String(index) }));
    expect(segmentsOf(many)).toMatchObject({ labelled: false, more: { length: 4 } });
  });

  test("a lot that was refunded is not called used up", () => {
    const refunded = lot({ left: amount(0), takenBack: amount(10_000), createdAt: ADDED });
    expect(spentNote(refunded, "ai", dayOf)).toBe("100.00 taken back, added 2026-11-10");
  });

  test("a lot that is used up says when, and when it came in where that is not known", () => {
    const spent = lot({ left: amount(0), createdAt: ADDED });
    const usedUpAt = "2026-11-16T09:00:00Z";
    expect(spentNote({ ...spent, usedUpAt }, "ai", dayOf)).toBe("Used up 2026-11-16");
    expect(spentNote(spent, "ai", dayOf)).toBe("Used up, added 2026-11-10");
  });

  test("names that have no room under the bar are written in a list", () => {
    const named = (label: string) => segmentsOf([lot({ label }), lot({ id: "m" })]).labelled;
    expect(named("Popular")).toBe(true);
    expect(named("Goodwill for the outage of the third of November")).toBe(false);
  });
});
