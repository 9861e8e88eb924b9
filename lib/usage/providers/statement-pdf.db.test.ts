import { expect, test } from "vitest";
import { credits, type Kind } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { charge, command, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { dayOf } from "@/lib/usage/core/calendar";
import { statementPdf } from "@/lib/usage/providers/statement-pdf";
import { type Line, linesOf } from "@/lib/usage/providers/statement-pdf/testing";
import { statementRows } from "@/lib/usage/queries/statements";
import { statementOf } from "@/lib/usage/queries/statements/testing";
import { findTurnover } from "@/lib/usage/queries/statements/turnover";

/** A number on a page, in hundredths. */
const hundredths = (words: string | undefined): number =>
  words === "Free"
    ? 0
    : Math.round(Number((words ?? "").replace("−", "-").replace(/[,+]/g, "")) * 100);

const figure = (lines: Line[], label: string): number =>
  hundredths(lines.find(([first]) => first === label)?.[1]);

async function printed(workspaceId: string, kind: Kind): Promise<Line[]> {
  const account = { workspaceId, kind };
  // Entries have microseconds: the last one may be later than what a clock of milliseconds calls now.
  const now = new Date(clock.now().getTime() + 1_000);
  const statement = await statementOf(account, dayOf(now, "UTC").slice(0, 7), now);
  const turnover = await findTurnover(account, statement);
  const pieces: Buffer[] = [];
  const rows = statementRows(account, statement);
  for await (const piece of statementPdf("Alder & Finch", { statement, turnover }, rows)) {
    pieces.push(piece);
  }
  return linesOf(Buffer.concat(pieces));
}

test.each(["ai", "lead"] as const)(
  "a printed statement of %s credits adds up, line by line",
  async (kind) => {
    const workspaceId = await newWorkspace();
    const say = async (said: Parameters<typeof post>[2]) => {
      expect(await post(workspaceId, kind, said)).toMatchObject({ ok: true });
    };
    const holdId = newId();
    const lapsesAt = new Date(Date.now() + 3_600_000);
    await say(grant(1_234_500, { source: "purchase", sourceId: "a purchase" }));
    await say(grant(4_000, { source: "adjustment" }));
    await say(command({ type: "adjust", amount: credits(4_000) }));
    await say(charge(12_300, { operation: "rss_item" }));
    await say(charge(0, { operation: "assistant_simple" }));
    await say(command({ type: "hold", holdId, amount: credits(600), lapsesAt }));
    await say(
      command({
        type: "capture",
        holdId,
        amount: credits(200),
        settle: true,
        operation: "dm_premium",
      }),
    );
    // Enough for a second page.
    for (let one = 1; one <= 60; one++) await say(charge(100 * one, { operation: "single_post" }));

    const lines = await printed(workspaceId, kind);
    const [opening, closing] = [figure(lines, "Opening balance"), figure(lines, "Balance so far")];
    const spent = 12_300 + 200 + (100 * 60 * 61) / 2;
    expect([opening, closing]).toEqual([0, 1_234_500 - spent]);
    expect(figure(lines, "Added")).toBe(1_234_500 + 4_000);
    expect(figure(lines, "Taken")).toBe(-spent - 4_000);
    expect(opening + figure(lines, "Added") + figure(lines, "Taken")).toBe(closing);

    const start = lines.findIndex(([first]) => first === "Operation") + 1;
    const totals = lines.slice(
      start,
      lines.findIndex(([first]) => first === "Change"),
    );
    expect(totals.reduce((sum, line) => sum + hundredths(line[2]), 0)).toBe(closing - opening);
    expect(lines.find(([first]) => first === "Change")?.[1]).toBe("66");

    const rows = lines.filter((line) => line.length === 5 && line[0] !== "Time");
    expect(rows).toHaveLength(66);
    let balance = opening;
    for (const [, , , amount, after] of rows) {
      balance += hundredths(amount);
      expect(hundredths(after)).toBe(balance);
    }
    expect(balance).toBe(closing);
    expect(
      lines.filter(([first]) => first === "Balance so far").map(([, told]) => hundredths(told)),
    ).toEqual([closing, closing]);
    expect(lines.flat().filter((words) => words.startsWith("Page "))).toEqual([
      "Page 1 of 3",
      "Page 2 of 3",
      "Page 3 of 3",
    ]);
  },
);
