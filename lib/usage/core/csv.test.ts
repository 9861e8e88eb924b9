import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXPORT_COLUMNS, exportLine, STATEMENT_COLUMNS, statementLine, text } from "./csv";
import { rowText } from "./statement";
import type { Transaction } from "./transaction";

const row = (over: Partial<Transaction>): Transaction => ({
  id: "ai-7",
  kind: "ai",
  seq: 7,
  at: "2026-11-20T14:52:00.000Z",
  type: "charge",
  label: "Regeneration",
  detail: "Post 4",
  part: null,
  actor: { kind: "member", id: "m", name: "Mei Tanaka" },
  amount: -123_456,
  balanceAfter: 41_255,
  runId: null,
  ...over,
});

describe("an exported row", () => {
  test("has plain numbers, both times, and whoever left is marked", () => {
    const line = exportLine(
      row({ actor: { kind: "removed", id: "h", name: "Hana Okafor" } }),
      "Asia/Kolkata",
    );
    const [cells = []] = parse(line) as string[][];
    expect(
      Object.fromEntries(EXPORT_COLUMNS.map((name, index) => [name, cells[index]])),
    ).toMatchObject({
      credits: "-1234.56",
      balance: "412.55",
      at_utc: "2026-11-20T14:52:00.000Z",
      at_workspace: "2026-11-20T20:22:00.000+05:30",
      by: "Hana Okafor (removed)",
    });
  });

  test("names the part of an import that it paid for, and a statement keeps the columns that proofs are compared with", () => {
    const part = row({ label: "Following import", detail: "owners", part: "Rows 2,001 to 4,000" });
    const [cells = []] = parse(exportLine(part, "UTC")) as string[][];
    expect(cells.at(EXPORT_COLUMNS.indexOf("part"))).toBe("Rows 2,001 to 4,000");
    expect(exportLine(row({}), "UTC").split(",").at(EXPORT_COLUMNS.indexOf("part"))).toBe("");
    expect(STATEMENT_COLUMNS.join()).toBe(
      "transaction,at_utc,at_workspace,type,operation,subject,by,kind,credits,balance,run",
    );
    const [told = []] = parse(statementLine(part, "UTC")) as string[][];
    expect(told).toEqual(cells.slice(0, STATEMENT_COLUMNS.length));
  });

  test.each([
    [{}, "Regeneration, Post 4"],
    [{ detail: null }, "Regeneration"],
    [{ part: "Rows 1 to 3", detail: "owners" }, "Regeneration, Rows 1 to 3 of owners"],
    [{ label: "Purchase", detail: "Purchase of Popular" }, "Purchase, Popular"],
  ])("a statement on paper says of %j what the history says", (over, words) =>
    expect(rowText(row(over))).toBe(words),
  );

  test("words come back as they were, but for the marks that keep them from being formulas", () => {
    const unmarked = (cell: string) => cell.replace(/^'|(?<=[;\t\r\n] *)'/g, "");
    const words = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.string({
        unit: fc.constantFrom(..."=+-@＝＋－＠", ";", "\t", "\r", "\n", " ", '"', ",", "a"),
      }),
    );
    fc.assert(
      fc.property(words, (written) => {
        const [[cell = ""] = []] = parse(`${text(written)},x`, {
          relax_column_count: true,
        }) as string[][];
        expect(unmarked(cell)).toBe(unmarked(written));
        for (const part of cell.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^ *[=+\-@＝＋－＠]/);
        expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
      }),
      { numRuns: 2_000 },
    );
  });

  test("no name, subject or part of a row is a formula, and each stays in its own cell", () => {
    const evil = fc.constantFrom("=1+1", "\u{FF0B}1", 'x"; =1', "\n@SUM(A1)", "-2", "Mei Tanaka");
    const rows = fc.record({
      label: evil,
      detail: fc.option(evil),
      part: fc.option(evil),
      actor: fc.record({
        kind: fc.constantFrom("member" as const, "removed" as const, "api_key" as const),
        id: fc.constant("m"),
        name: evil,
      }),
    });
    fc.assert(
      fc.property(rows, (over) => {
        const [cells = [], ...more] = parse(exportLine(row(over), "UTC")) as string[][];
        expect([cells.length, more]).toEqual([EXPORT_COLUMNS.length, []]);
        for (const [index, cell] of cells.entries()) {
          const isNumber = ["credits", "balance"].includes(EXPORT_COLUMNS[index] ?? "");
          if (!isNumber) expect(cell).not.toMatch(/(^|[;\t\r\n])\s*[=+\-@＝＋－＠]/);
        }
      }),
    );
  });

  test.each([
    ['=HYPERLINK("http://evil")', `"'=HYPERLINK(""http://evil"")"`],
    [" +1", "' +1"],
    ["\t=1", `"'\t'=1"`],
    ["\r=1", `"'\r'=1"`],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["-2+3", "'-2+3"],
    ["＝1+1", "'＝1+1"],
    ["Roast; =1+1", `"Roast; '=1+1"`],
    ["Roast\n-2", `"Roast\n'-2"`],
    ["one - two + three = four", "one - two + three = four"],
  ])("%j is written %s", (words, cell) => expect(text(words)).toBe(cell));
});
