import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { withNuqsTestingAdapter } from "nuqs/adapters/testing";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { AI } from "@/components/gallery/cast";
import { BalanceChart } from "@/components/usage/balance-chart";
import type { BalanceChartProps } from "@/components/usage/balance-chart-props";
import { credits } from "@/lib/credits/core/amount";
import { NO_FILTERS } from "@/lib/usage/core/filters";
import { type BalanceSeries, layOutBalance } from "@/lib/usage/core/series";

const SERIES: BalanceSeries = {
  since: "2026-11-10",
  points: [
    { at: "2026-11-18T00:00:00.000Z", balance: credits(120_00) },
    { at: "2026-11-19T00:00:00.000Z", balance: credits(110_00) },
    { at: "2026-11-20T00:00:00.000Z", balance: credits(430_00) },
  ],
  steps: [
    {
      id: "ai-9",
      at: "2026-11-19T12:00:00.000Z",
      type: "purchase",
      amount: credits(350_00),
      balanceAfter: credits(450_00),
    },
  ],
};
const RUNS_OUT = { date: "2026-12-05", from: "2026-12-02", to: "2026-12-09" };
const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** The page as the server sends it, before any script. */
function sent(change: Partial<BalanceChartProps> = {}): string {
  const props: BalanceChartProps = {
    workspace: "northwind",
    view: { ...NO_FILTERS, before: null, after: null, tx: null, view: null },
    balance: { ...AI, runsOut: RUNS_OUT },
    series: SERIES,
    otherHref: "/northwind/settings/billing?view=table",
    lowBelow: 100_00,
    timeZone: "UTC",
    today: "2026-11-20",
    ...change,
  };
  const chart = createElement(BalanceChart, props);
  const page = createElement(withNuqsTestingAdapter(), null, chart);
  const client = new QueryClient();
  return renderToString(createElement(QueryClientProvider, { client }, page));
}

describe("what the server draws of the balance, without any script", () => {
  const { current, asOf } = AI;
  const laidOut = layOutBalance({
    series: SERIES,
    current,
    now: Date.parse(asOf),
    threshold: 100_00,
    forecast: {
      date: noon(RUNS_OUT.date),
      from: noon(RUNS_OUT.from),
      to: noon(RUNS_OUT.to),
      frozen: 0,
    },
    frame: { width: 504, height: 204, left: 30, right: 8, top: 8, bottom: 20 },
  });
  const { line, today, steps, forecast } = laidOut;
  const [step] = steps;

  test.each([
    ["the balance of each day", `<path d="${line}" fill="none"`],
    ["what came in, as a step", `<path d="M${step?.x} ${step?.from}V${step?.y}"`],
    ["how much came in", ">+350</text>"],
    ["where the pace leads", `d="M${today.x} ${today.y}L${forecast?.end.x} ${forecast?.end.y}"`],
    ["between which days it may end", `<path d="${forecast?.cone}"`],
    ["the day it is used up", ">5 Dec</text>"],
    ["below what it is low", ">Low, 100</text>"],
    ["the answer, in words", "runs out about 5 Dec"],
    ["and for who cannot see it", "it reaches zero about 5 Dec, between 2 Dec and 9 Dec."],
    [
      "the way to the step's own row",
      'aria-label="Purchase, plus 350.00 AI credits, 19 Nov, 12:00"',
    ],
  ])("%s", (_, drawn) => {
    expect(sent().replaceAll(/<!-- -->/g, "")).toContain(drawn);
  });

  test("no forecast without a pace", () => {
    const html = sent({ balance: { ...AI, runsOut: null, pacePerDay: null } });
    expect(html).toContain("Not enough use yet for a forecast");
    expect(html).not.toContain('stroke-dasharray="3 3"');
  });
});
