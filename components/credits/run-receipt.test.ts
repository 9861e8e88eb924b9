import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { RunReceipt } from "@/components/credits/run-receipt";
import { credits } from "@/lib/credits/core/amount";

const settled = {
  kind: "ai",
  held: credits(0),
  charged: credits(29_15),
  returned: credits(19_85),
} as const;

/** What a receipt says, part by part. */
const said = (over: Partial<Parameters<typeof RunReceipt>[0]>) =>
  renderToString(
    createElement(RunReceipt, { quoted: { atMost: credits(49_00) }, ...settled, ...over }),
  )
    .replaceAll(/<!--.*?-->/g, "")
    .replaceAll(/<[^>]*>/g, "|")
    .replaceAll(/\|+/g, "|");

test("a receipt says what was quoted, held, charged and returned, and how that differs", () => {
  const quoted = { min: credits(25_00), likely: credits(33_40), max: credits(49_00) };
  expect(said({ quoted, held: credits(49_00) })).toBe(
    "|Quoted before the run|25.00 to 49.00|most likely 33.40|Held|49.00|Charged|29.15|Returned|19.85|4.25 below the estimate.|",
  );
});

test("of a program's hold it says the most that it asked for, and of no quote", () => {
  expect(said({})).toBe("|Held, at most|49.00|Held now|0.00|Charged|29.15|Returned|19.85|");
});
