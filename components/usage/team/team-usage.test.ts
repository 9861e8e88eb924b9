import { createElement, type FunctionComponent } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { USUAL, usagePage } from "@/components/gallery/usage-cast";
import { ActorTable } from "@/components/usage/team/actor-table";
import { chargesHref } from "@/components/usage/team/address";
import { BandTable } from "@/components/usage/team/band-table";
import { barStops } from "@/components/usage/team/bar-stops";
import { UsageFigures } from "@/components/usage/team/usage-figures";
import { UsageTable } from "@/components/usage/team/usage-table";
import { credits } from "@/lib/credits/core/amount";
import type { UsageView } from "@/lib/usage/core/team/view";
import type { TeamUsage } from "@/lib/usage/types";

/** What is read on a part of the page, without markup; what stands in another place is apart by a bar. */
function said<Props extends object>(part: FunctionComponent<Props>, props: Props): string {
  return renderToString(createElement(part, props))
    .replaceAll(/<!--.*?-->/g, "")
    .replaceAll(/<[^>]*>/g, "|")
    .replaceAll(/\|+/g, "|");
}

describe("the figures", () => {
  const figures = (usage: Partial<TeamUsage>, view: Partial<UsageView> = {}) =>
    said(UsageFigures, { page: usagePage(view), usage: { ...USUAL, ...usage } });
  const balance = (over: Partial<TeamUsage["balance"]>) => ({
    balance: { ...USUAL.balance, ...over },
  });

  test("say what was used, and how much more that is than before", () => {
    const used = figures({ used: 150_00, before: 100_00 });
    expect(used).toContain("|Used|150.00 AI credits|");
    expect(used).toMatch(/\|50\.0% more so far\| \|than 100\.00 /);
  });

  test("say the pace, whose it is, and that it is not known after too little use", () => {
    const paced = balance({ pacePerDay: credits(12_50) });
    expect(figures(paced)).toContain("|Pace|12|.50|a day, 14-day average|");
    expect(figures(paced, { member: "ines" })).toContain("a day, whole workspace, 14-day average");
    expect(figures(balance({ pacePerDay: null }))).toContain("|Pace|Not known yet|");
  });

  test("say the day on which credits run out, and between which two", () => {
    const runsOut = { date: "2026-12-04", from: "2026-12-01", to: "2026-12-09" };
    expect(figures(balance({ runsOut }))).toContain(
      "|Runs out|4 Dec|between 1 and 9 Dec, |buy credits|",
    );
    const never = balance({ runsOut: null, pacePerDay: credits(1) });
    expect(figures(never)).toContain("|Runs out|Not within a year|");
    expect(figures(balance({ available: credits(0) }))).toContain("|Runs out|Now|");
  });

  test("say how many people of how many, and what else used credits", () => {
    const people = { used: 3, of: 7, scheduled: true, programs: 2 };
    expect(figures({ people })).toContain(
      "|People|3 of 7|used credits, plus scheduled runs and 2 API keys|",
    );
    const alone = { used: 1, of: 1, scheduled: false, programs: 0 };
    expect(figures({ people: alone })).toContain("|People|1 of 1|used credits|");
  });
});

describe("what a bar leads to", () => {
  test("is every day of it, and only what the page is filtered by", () => {
    const page = usagePage({ kind: "lead", member: "ines", campaign: "spring" });
    const href = chargesHref(page, { from: "2026-11-02", to: "2026-11-08" });
    expect(Object.fromEntries(new URL(href, "http://any").searchParams)).toEqual({
      op: "charge",
      kind: "lead",
      member: "ines",
      campaign: "spring",
      from: "2026-11-02",
      to: "2026-11-08",
    });
    expect(chargesHref(usagePage({ op: "dm_premium" }), page.range)).toContain("op=dm_premium");
  });

  test("is nothing where there is no charge", () => {
    const [bar] = USUAL.bars;
    if (!bar) throw new Error("No bars.");
    const none = { ...bar, used: 0, charges: 0 };
    const stops = barStops({ page: usagePage(), usage: { ...USUAL, bars: [bar, none] } }, null);
    expect(stops.map(({ href }) => href !== null)).toEqual([true, false]);
  });
});

test("the table has a row for each bar, beside what it is compared with, and their sums", () => {
  const page = usagePage({ view: "table" });
  const bars = [
    { used: 3_10, before: 7_20, charges: 2 },
    { used: 1_05, before: null, charges: 1 },
  ].map((over, index) => ({ ...USUAL.bars[index], parts: [], counts: [], ...over }));
  const sums = { used: 4_15, before: 7_20, charges: 3, bands: [] };
  const usage = { ...USUAL, ...sums, bars: bars as TeamUsage["bars"] };
  const table = said(UsageTable, { page, usage });
  expect(table).toContain("|day|Credits|4 to 23 Oct|Charges|");
  expect(table).toContain("|3.10|7.20|2|");
  expect(table).toContain("|1.05|1|");
  expect(table).toContain("|Total|4.15|7.20|3|");
});

test("who used how much, which share that is and how it changed; and the same of what", () => {
  const [ines] = USUAL.actors;
  const [band] = USUAL.tableBands;
  if (!ines || !band) throw new Error("Nobody used anything.");
  const amounts = { used: 30_00, before: 20_00 };
  const usage = {
    ...USUAL,
    used: 120_00,
    actors: [{ ...ines, label: "Ines Carvalho", parts: [], ...amounts }],
    tableBands: [{ ...band, label: "Direct messages", items: [], charges: 5, ...amounts }],
  };
  const tables = { page: usagePage(), usage };
  expect(said(ActorTable, tables)).toMatch(/Ines Carvalho\|30\.00\|25\.0%\|\+50\.0%\|$/);
  expect(said(BandTable, tables)).toContain("|Direct messages|5|6.00|30.00|25.0%|");
});
