import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { charge, command, grant, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { dayOf } from "@/lib/usage/core/calendar";
import { statementPdf } from "@/lib/usage/providers/statement-pdf";
import { type Line, linesOf } from "@/lib/usage/providers/statement-pdf/testing";
import { statementRows } from "@/lib/usage/queries/statements";
import {
  type Account,
  now as atTheEnd,
  busyHistory,
  statementOf,
} from "@/lib/usage/queries/statements/testing";
import { findTurnover } from "@/lib/usage/queries/statements/turnover";

/** A number on a page, in hundredths. */
const hundredths = (words: string | undefined): number =>
  words === "Free"
    ? 0
    : Math.round(Number((words ?? "").replace("−", "-").replace(/[,+]/g, "")) * 100);

const figure = (lines: Line[], label: string): number =>
  hundredths(lines.find(([first]) => first === label)?.[1]);

async function printed(account: Account, month: string, now: Date): Promise<Line[]> {
  const statement = await statementOf(account, month, now);
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
    const say = async (command: Parameters<typeof post>[2]) => {
      expect(await post(workspaceId, kind, command)).toMatchObject({ ok: true });
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

    // Entries have microseconds: the last one may be later than what a clock of milliseconds calls now.
    const now = new Date(clock.now().getTime() + 1_000);
    const lines = await printed({ workspaceId, kind }, dayOf(now, "UTC").slice(0, 7), now);
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

test("a printed statement opens where the month before closed, and tells the workspace's own time", async () => {
  const account = await busyHistory();
  const figuresOf = async (month: string) => {
    const lines = await printed(account, month, atTheEnd);
    const names = ["Opening balance", "Added", "Taken", "Closing balance"];
    const times = lines.filter((line) => line.length === 5 && line[0] !== "Time");
    return [...names.map((name) => figure(lines, name)), times.map(([time]) => time)];
  };
  expect(await figuresOf("2026-10")).toEqual([
    100_000,
    0,
    -1_491,
    98_509,
    ["1 Oct, 00:00", "15 Oct, 15:30", "31 Oct, 23:59"],
  ]);
  expect(await figuresOf("2026-11")).toEqual([
    98_509,
    50,
    -300,
    98_259,
    ["2 Nov, 05:30", "3 Nov, 05:30"],
  ]);
});
