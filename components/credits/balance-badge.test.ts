import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { BalanceBadge } from "@/components/credits/balance-badge";
import { AI, LEAD } from "@/components/gallery/cast";
import type { Level } from "@/lib/credits/core/balance";

/** The colour of the outline around both kinds. */
function outlineOf(ai: Level, lead: Level): string | undefined {
  const html = renderToString(
    createElement(BalanceBadge, {
      ai: { ...AI, level: ai },
      lead: { ...LEAD, level: lead },
      links: { buy: null, history: "/history" },
      timeZone: "UTC",
    }),
  );
  const [, classes = ""] = /^<button[^>]* class="([^"]*)"/.exec(html) ?? [];
  return /(?:^| )border-(border-strong|warning|critical)(?: |$)/.exec(classes)?.[1];
}

const OUTLINE: Record<Level, string> = {
  ok: "border-strong",
  low: "warning",
  critical: "critical",
  empty: "critical",
};

// From well to bad.
const LEVELS: readonly Level[] = ["ok", "low", "critical", "empty"];

test("of both kinds, the worse one colours the outline, whichever it is", () => {
  for (const [better, one] of LEVELS.entries()) {
    for (const worse of LEVELS.slice(better)) {
      expect(outlineOf(one, worse), `AI ${one}, lead ${worse}`).toBe(OUTLINE[worse]);
      expect(outlineOf(worse, one), `AI ${worse}, lead ${one}`).toBe(OUTLINE[worse]);
    }
  }
});
