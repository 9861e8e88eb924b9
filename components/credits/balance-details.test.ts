import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { BalanceDetails } from "@/components/credits/balance-details";
import { AI, LEAD } from "@/components/gallery/cast";
import { credits } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";

/** What is said about AI credits under their name, on 20 November 2026. */
function textOf(change: Partial<Balance>): string {
  const props = { lead: LEAD, links: { buy: null, history: "/history" }, timeZone: "UTC" };
  const html = renderToString(
    createElement(BalanceDetails, { ...props, ai: { ...AI, ...change } }),
  );
  const text = html.replaceAll(/<!-- -->/g, "").replaceAll(/<[^>]+>/g, "|");
  return text.slice(0, text.indexOf("Lead credits")).replaceAll(/\|+/g, "|");
}

const { runsOut } = AI;
const nothing = { held: credits(0), available: AI.current, heldBy: [] };
const thisDay = { date: "2026-11-20", from: "2026-11-20", to: "2026-11-20" };
const oneDay = { date: "2027-01-05", from: "2027-01-05", to: "2027-01-05" };

test.each<[string, Partial<Balance>, string]>([
  [
    "held, and runs out",
    { runsOut },
    "|9.60 held for 1 running job|402.95 available|Runs out about 5 Dec|26.77 a day|between 2 Dec and 9 Dec|14-day average|",
  ],
  [
    "nothing held, and runs out",
    { ...nothing, runsOut },
    "|Nothing held|Runs out about 5 Dec|26.77 a day|between 2 Dec and 9 Dec|14-day average|",
  ],
  [
    "on one certain day, of the next year",
    { ...nothing, runsOut: oneDay },
    "|Nothing held|Runs out about 5 Jan 2027|26.77 a day|",
  ],
  [
    "on this very day",
    { ...nothing, runsOut: thisDay },
    "|Nothing held|Runs out today|26.77 a day|",
  ],
  [
    "nothing held, for longer than a year",
    { ...nothing, runsOut: null },
    "|Nothing held|Lasts longer than a year|26.77 a day|",
  ],
  [
    "held, for longer than a year",
    { runsOut: null },
    "|9.60 held for 1 running job|402.95 available|Lasts longer than a year|26.77 a day|",
  ],
  [
    "all held",
    { held: AI.current, available: credits(0), runsOut: null },
    "|412.55 held for 1 running job|0.00 available|14-day average|26.77 a day|",
  ],
  [
    "used up",
    { ...nothing, current: credits(0), available: credits(0), runsOut: null },
    "|Nothing held|26.77 a day|",
  ],
  ["used too little for a pace", { ...nothing, runsOut: null, pacePerDay: null }, "Nothing held|"],
])("what the badge opens says of credits: %s", (_, change, facts) => {
  expect(textOf(change).slice(-facts.length)).toBe(facts);
});
