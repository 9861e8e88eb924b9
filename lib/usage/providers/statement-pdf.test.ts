import { expect, test } from "vitest";
import type { Statement } from "@/lib/usage/core/statement";
import type { Transaction } from "@/lib/usage/core/transaction";
import { pagesOf, statementPdf } from "@/lib/usage/providers/statement-pdf";
import { linesOf } from "@/lib/usage/providers/statement-pdf/testing";

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

const LONG = "Łódź, Кафе, “roast” and much more that does not fit into one line of a page";

async function* rowsOf(count: number, detail = LONG): AsyncGenerator<Transaction[]> {
  for (let seq = 1; seq <= count; seq++) {
    yield [
      {
        id: `ai-${seq}`,
        kind: "ai",
        seq,
        at: "2026-11-20T10:00:00.000Z",
        type: "charge",
        label: "Direct messages, premium",
        detail,
        part: null,
        actor: { kind: "member", id: null, name: "Ines Carvalho" },
        amount: -1,
        balanceAfter: 100_000 - seq,
        runId: null,
      },
    ];
  }
}

type PdfOptions = { name: string; isOver: boolean; detail: string };

const NOTHING = { added: 0, taken: 0 };

async function pdfOf(rows: number, operations = 2, more: Partial<PdfOptions> = {}) {
  const { name = "Alder & Finch", isOver = true, detail } = more;
  const pieces: Buffer[] = [];
  const about = { statement: { ...statementOf(rows, operations), isOver }, turnover: NOTHING };
  for await (const piece of statementPdf(name, about, rowsOf(rows, detail))) pieces.push(piece);
  const pdf = Buffer.concat(pieces);
  const text = pdf.toString("latin1");
  return { pdf, text, pages: text.match(/\/Type \/Page\n/g)?.length, pieces: pieces.length };
}

test("a statement is a PDF that says of itself what it is", async () => {
  const { text } = await pdfOf(3);
  expect(text.startsWith("%PDF-1.")).toBe(true);
  expect(text.trimEnd().endsWith("%%EOF")).toBe(true);
  expect(text).toContain("Statement, AI credits, November 2026");
});

test("the last balance of a month that goes on is the balance so far, and closes nothing", async () => {
  const labels = async (isOver: boolean) =>
    linesOf((await pdfOf(1, 1, { isOver })).pdf).flatMap(([first]) =>
      /balance/i.test(first ?? "") ? first : [],
    );
  expect(await labels(true)).toEqual(["Opening balance", "Closing balance", "Closing balance"]);
  expect(await labels(false)).toEqual(["Opening balance", "Balance so far", "Balance so far"]);
});

const FOOTNOTE = "? stands for a letter that this page cannot show. The CSV has every letter.";

test("letters that the typeface lacks are question marks, on a page that says so", async () => {
  const name = "山田商店 Łódź";
  const detail = "\u202e\u2068محمد\u2069 👩🏽‍💻 ก็.csv";
  const lines = linesOf((await pdfOf(30, 1, { name, detail })).pdf);
  expect(lines[1]).toEqual(["???? Łódź"]);
  expect(
    lines.filter(([, what]) => what === "Direct messages, premium, ???? ??? ?.csv"),
  ).toHaveLength(30);
  expect(lines.filter(([first]) => first === FOOTNOTE)).toHaveLength(2);
});

test("letters that the typeface has stay as they are, and there is no note", async () => {
  const lines = linesOf((await pdfOf(1)).pdf).flat();
  expect(lines).toContainEqual(expect.stringContaining("Łódź, Кафе, “roast”"));
  expect(lines).not.toContain(FOOTNOTE);
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
