import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import { csvLines, proofLines } from "@/lib/usage/queries/statements";
import {
  busyHistory,
  charge,
  grant,
  historyOf,
  inRow,
  linesOf,
  rowOf,
  verifyFiles,
} from "@/lib/usage/queries/statements/testing";

/** The script says no types of its own. */
type Script = {
  createStatement: (path: string, text: string) => object;
  createVerifier: (
    earlier: null,
    statement: object | null,
  ) => { line: (line: string) => void; finish: () => unknown };
};
const script: object = await import("@/public/verify-statement.mjs");
const { createStatement, createVerifier } = script as Script;

/** Why the script refuses a proof, and the rows of its statement beside it. */
function refusalOf(proof: readonly string[], cells?: readonly string[][]): string | null {
  try {
    const csv = cells?.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join());
    const verifier = createVerifier(null, csv ? createStatement("csv", csv.join("\r\n")) : null);
    for (const line of proof) verifier.line(line);
    verifier.finish();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const cellsOf = (lines: readonly string[]): string[][] =>
  parse(lines.join("\r\n"), { bom: true }) as string[][];

/** A text with each of its characters left out, doubled, and replaced by another. */
const changesOf = (text: string): string[] =>
  [...text].flatMap((one, at) => {
    const [before, after] = [text.slice(0, at), text.slice(at + one.length)];
    const other = one === "7" ? "8" : "7";
    return [before + after, before + other + after, before + one + one + after];
  });

/** Proofs with one change. The first line is its maker's word (docs/statement-proof.md), all others are proven. */
const proofsBeside = (proof: readonly string[]): string[][] =>
  proof.flatMap((line, at) =>
    at === 0 ? [] : changesOf(line).map((other) => proof.with(at, other)),
  );

/** Statements with one change, in any cell but an operation's name and a person's. */
const statementsBeside = (rows: readonly string[][]): string[][][] =>
  rows.flatMap((row, at) =>
    row.flatMap((cell, column) =>
      at > 0 && (column === 4 || column === 6)
        ? []
        : [...changesOf(cell), `${cell} `, `${cell}0`]
            .filter((other) => unguarded(other) !== unguarded(cell))
            .map((other) => rows.with(at, row.with(column, other))),
    ),
  );

/** An apostrophe that guards words against spreadsheets is no part of them. */
const unguarded = (cell: string): string => cell.replace(/^'/, "");

describe("a statement beside its proof", () => {
  let proofs: Record<string, string[]>;
  let statements: Record<string, string[]>;

  beforeAll(async () => {
    const account = await busyHistory();
    proofs = {};
    statements = {};
    for (const month of ["2026-09", "2026-10", "2026-11", "2026-12"]) {
      proofs[month] = await linesOf(account, month, proofLines);
      statements[month] = await linesOf(account, month, csvLines);
    }
  });

  const csv = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join("");
  const proof = (month: string) => `${(proofs[month] ?? []).join("\n")}\n`;

  test("says of each statement that it tells the same", async () => {
    const files = Object.keys(proofs).flatMap((month) => [
      proof(month),
      csv(statements[month] ?? []),
    ]);
    const { code, said } = await verifyFiles(files);
    expect(code, said).toBe(0);
    expect(said.match(/ True, and \S+\.csv says the same\./g)).toHaveLength(4);
    expect(said).toContain(
      "compared: 3 transactions in their order, and both balances, in transaction, at_utc, at_workspace, type, " +
        "subject, kind, credits, balance, run; not in operation and by, whose words no proof holds\n",
    );
    expect(said.match(/2026-12 so far \(2026-12-10T12:00:00.000Z\): 0 entries/g)).toHaveLength(1);
    expect(said.match(/ so far/g)).toHaveLength(1);
    expect(await verifyFiles([csv(statements["2026-10"] ?? [])])).toMatchObject({ code: 1 });
  });

  test.each<[string, (lines: string[]) => void, RegExp]>([
    [
      "a changed amount",
      inRow("ai-3", "-2.50", "-1.50"),
      /4, credits: ai-3 has "-2.50", and there is "-1.50"/,
    ],
    ["a changed balance", inRow("ai-3", "985.16", "985.17"), /row 4, balance: ai-3 has "985.16"/],
    ["another time", inRow("ai-3", "T10:00", "T11:00"), /row 4, at_utc: ai-3 has "2026-10-15T10/],
    ["another time there", inRow("ai-3", "T15:30", "T16:30"), /row 4, at_workspace: ai-3 has/],
    [
      "another type",
      inRow("ai-3", ",charge,", ",refund,"),
      /type: ai-3 has "charge", and .* "refund"/,
    ],
    ["other words", inRow("ai-3", "café", "cafe"), /subject: ai-3 has "=HYPER.*café", and .*cafe"/],
    ["another kind", inRow("ai-3", ",ai,", ",lead,"), /kind: ai-3 has "ai", and there is "lead"/],
    ["another run", inRow("ai-3", /$/, "8F21"), /run: ai-3 has "", and there is "8F21"/],
    [
      "a removed row",
      (lines) => lines.splice(rowOf(lines, "ai-3"), 1),
      /row 4, transaction: ai-3 has .* "ai-4"/,
    ],
    [
      "the last row removed",
      (lines) => lines.splice(rowOf(lines, "ai-4"), 1),
      /row 5, transaction: ai-4 has .* ""/,
    ],
    [
      "all after a row removed",
      (lines) => lines.splice(rowOf(lines, "ai-4")),
      /ai-4 is missing there/,
    ],
    ["no closing", (lines) => lines.splice(-1), /the closing is missing there/],
    [
      "a row more",
      (lines) => lines.splice(2, 0, `ai-99${lines[2]}`),
      /row 3, transaction: ai-2 has .* "ai-99ai-2"/,
    ],
    [
      "a row after the closing",
      (lines) => lines.push(lines[2] ?? ""),
      /row 7 comes after the closing/,
    ],
    [
      "a row twice",
      (lines) => lines.splice(2, 0, lines[2] ?? ""),
      /row 4, transaction: ai-3 has .* "ai-2"/,
    ],
    [
      "two rows in another order",
      (lines) => lines.splice(2, 2, lines[3] ?? "", lines[2] ?? ""),
      /row 3, transaction: ai-2 has .* "ai-3"/,
    ],
    [
      "another opening",
      inRow(",2026-09-30T18:30", "1000.00", "1000.10"),
      /row 2, balance: the opening has "1000.00", and there is "1000.10"/,
    ],
    ["no opening", (lines) => lines.splice(1, 1), /row 2, transaction: the opening has .* "ai-2"/],
    [
      "another closing",
      inRow(",2026-10-31T18:30", "985.09", "985.90"),
      /row 6, balance: the closing has "985.09"/,
    ],
    [
      "another end",
      inRow(",2026-10-31T18:30", "T18:30:00.000Z", "T18:31:00.000Z"),
      /row 6, at_utc: the closing has "2026-10-31T18:30/,
    ],
    ["other columns", (lines) => lines.shift(), /it is no statement/],
    ["a line that is no row", (lines) => lines.splice(3, 0, "985.10"), /ai-3 has .* "985.10"/],
    ["a cell more", inRow("ai-3", /$/, ",985.10"), /row 4: "985.10" is in no column/],
    ["words before a cell", inRow("ai-3", "-2.50", '"-9"-2.50'), /csv, row 4: is no row of a CSV/],
    [
      "a time that is a millisecond later",
      inRow("ai-3", "T10:00:00.000Z", "T10:00:00.001Z"),
      /row 4, at_utc: ai-3 has "2026-10-15T10:00:00.000Z", and there is "2026-10-15T10:00:00.001Z"/,
    ],
    [
      "a time in other digits",
      inRow("ai-3", "T10:00:00.000Z", "T10:00:00Z"),
      /4, at_utc: ai-3 has/,
    ],
    [
      "the same time on another clock",
      inRow("ai-3", "T15:30:00.000+05:30", "T11:00:00.000+01:00"),
      /row 4, at_workspace: ai-3 has "2026-10-15T15:30:00.000\+05:30", and there is/,
    ],
    [
      "words beside a time",
      inRow("ai-3", "T10:00:00.000Z", " 10:00Z (or 11)"),
      /row 4, at_utc: ai-3 has/,
    ],
  ])("finds a statement with %s", async (_, change, told) => {
    const lines = [...(statements["2026-10"] ?? [])];
    change(lines);
    expect(await verifyFiles([proof("2026-10"), csv(lines)])).toMatchObject({
      code: 1,
      said: expect.stringMatching(told),
    });
  });

  test("and its proof have no character that could be another, more, or missing", () => {
    const [told, cells] = [proofs["2026-11"] ?? [], cellsOf(statements["2026-11"] ?? [])];
    expect(refusalOf(told, cells)).toBeNull();
    expect(proofsBeside(told).filter((other) => !refusalOf(other))).toEqual([]);
    expect(statementsBeside(cells).filter((other) => !refusalOf(told, other))).toEqual([]);
  });

  test("of a month that is not over closes when it was saved, and says so to the letter", async () => {
    const closing = (to: string) => {
      const lines = [...(statements["2026-12"] ?? [])];
      inRow(",2026-12-10", /,2026-12-10T12:00:00.000Z,2026-12-10T17:30:00.000/, to)(lines);
      return verifyFiles([proof("2026-12"), csv(lines)]);
    };
    const later = ",2026-12-10T12:00:01.000Z,2026-12-10T17:30:01.000";
    expect(await closing(later)).toMatchObject({ code: 0 });
    expect(await closing(later.replace(".000Z", "Z"))).toMatchObject({
      said: expect.stringMatching(/row 3, at_utc: the closing has "2026-12-10T12:00:00.000Z", and/),
    });
    expect(await closing(later.replace("17:30", "17:31"))).toMatchObject({
      said: expect.stringMatching(/row 3, at_workspace: the closing has "2026-12-10T17:30:01.000/),
    });
  });

  test("tells times to the millisecond, also those that are nearer to the next one", async () => {
    // If no time has passed, each entry is a microsecond later than the previous one.
    const at = "2026-10-05T00:00:00.123Z";
    const account = await historyOf("America/St_Johns", [
      [at, grant(1_000)],
      ...Array.from({ length: 600 }, () => [at, charge(1)] as [string, ReturnType<typeof charge>]),
    ]);
    const forms = [proofLines, csvLines].map((form) => linesOf(account, "2026-10", form));
    const [proof = [], csv = []] = await Promise.all(forms);
    expect(proof.at(-2)).toContain('"at":"2026-10-05T00:00:00.123600Z"');
    expect(csv.at(-2)).toMatch(/^ai-601,2026-10-05T00:00:00.123Z,2026-10-04T21:30:00.123-02:30,/);
    expect(await verifyFiles([proof.join("\n"), csv.join("\r\n")])).toMatchObject({ code: 0 });
  });

  test("is accepted with every character that a work's name may hold", async () => {
    // Some line readers take the first two for the end of a line. In a proof only a line feed is.
    const subject = "one\u2028two\u2029three\u0085four\vfive\fsix\rseven\neight";
    const account = await historyOf("Asia/Kolkata", [
      ["2026-10-05T00:00:00Z", grant(1_000)],
      ["2026-10-06T00:00:00Z", { ...charge(100), subject }],
      // Text that a statement guards against spreadsheets, and text that looks as if it were guarded.
      ["2026-10-07T00:00:00.123Z", { ...charge(100), subject: "'=1;-2\t+3\r\n'@x, \"q\"; '4" }],
      ["2026-10-08T00:00:00Z", { ...charge(0), subject: "  -1;'=2" }],
      // In the proof, and no transaction.
      ["2026-10-09T00:00:00Z", { type: "set_threshold", threshold: "low", below: credits(500) }],
    ]);
    const files = [proofLines, csvLines].map((form) => linesOf(account, "2026-10", form));
    const [proof = [], csv = []] = await Promise.all(files);
    expect(await verifyFiles([proof.join("\n"), csv.join("\r\n")])).toMatchObject({
      code: 0,
      said: expect.stringContaining("compared: 4 transactions"),
    });
  });
});
