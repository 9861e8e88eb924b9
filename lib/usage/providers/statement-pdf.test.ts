import { expect, test } from "vitest";
import type { Statement } from "@/lib/usage/core/statement";
import type { Transaction } from "@/lib/usage/core/transaction";
import { pagesOf, statementPdf } from "@/lib/usage/providers/statement-pdf";

const statementOf = (rows: number, operations: number): Statement => ({
  kind: "ai",
  month: "2026-11",
  timeZone: "Asia/Kolkata",
  from: new Date("2026-10-31T18:30:00Z"),
  until: new Date("2026-11-30T18:30:00Z"),
  isOver: true,
  opening: { seq: 4, balance: 100_000, digest: null },
  closing: { seq: 4 + rows, balance: 100_000 - rows, digest: null },
  rows,
  totals: Array.from({ length: operations }, (_, index) => ({
    label: `Operation ${index}`,
    rows: 1,
    amount: -1,
  })),
});

async function* rowsOf(count: number): AsyncGenerator<Transaction[]> {
  for (let seq = 1; seq <= count; seq++) {
    yield [
      {
        id: `ai-${seq}`,
        kind: "ai",
        seq,
        at: "2026-11-20T10:00:00.000Z",
        type: "charge",
        label: "Direct messages, premium",
        detail: "Łódź, Кафе, “roast” and much more that does not fit into one line of a page",
        part: null,
        actor: { kind: "member", id: null, name: "Ines Carvalho" },
        amount: -1,
        balanceAfter: 100_000 - seq,
        runId: null,
      },
    ];
  }
}

const NOTHING = { added: 0, taken: 0 };

async function pdfOf(rows: number, operations = 2) {
  const pieces: Buffer[] = [];
  const about = { statement: statementOf(rows, operations), turnover: NOTHING };
  for await (const piece of statementPdf("Alder & Finch", about, rowsOf(rows))) pieces.push(piece);
  const text = Buffer.concat(pieces).toString("latin1");
  return { text, pages: text.match(/\/Type \/Page\n/g)?.length, pieces: pieces.length };
}

test("a statement is a PDF that says of itself what it is", async () => {
  const { text } = await pdfOf(3);
  expect(text.startsWith("%PDF-1.")).toBe(true);
  expect(text.trimEnd().endsWith("%%EOF")).toBe(true);
  expect(text).toContain("Statement, AI credits, November 2026");
});

// Every page says how many there are before the rows are read, so the count must be right in advance.
test.each([
  [0, 0],
  [1, 1],
  [23, 2],
  [24, 2],
  [25, 2],
  [66, 2],
  [67, 2],
  [68, 2],
  [150, 31],
  [10, 33],
  [10, 80],
])("%d rows of %d operations are as many pages as they say", async (rows, operations) => {
  const { pages } = await pdfOf(rows, operations);
  expect(pages).toBe(pagesOf(statementOf(rows, operations)));
});

test("pages leave while the rows come", async () => {
  const arrived: number[] = [];
  async function* watched() {
    for await (const batch of rowsOf(400)) {
      yield batch;
      arrived.push(0);
    }
  }
  let early = 0;
  const about = { statement: statementOf(400, 2), turnover: NOTHING };
  for await (const _ of statementPdf("Alder & Finch", about, watched())) {
    if (arrived.length < 400) early += 1;
  }
  expect(early).toBeGreaterThan(5);
});
