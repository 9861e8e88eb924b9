import { beforeAll, describe, expect, test } from "vitest";
import { csvLines, proofLines } from "../statements";
import {
  type Account,
  busyHistory,
  charge,
  grant,
  historyOf,
  inRow,
  linesOf,
  rowOf,
  verifyFiles,
} from "./testing";

describe("the proof of a statement", () => {
  let months: Record<string, string[]>;
  let statements: Record<string, string[]>;

  beforeAll(async () => {
    const account = await busyHistory();
    months = {};
    statements = {};
    for (const month of ["2026-09", "2026-10", "2026-11", "2026-12"]) {
      months[month] = await proofOf(account, month);
      statements[month] = await linesOf(account, month, csvLines);
    }
  });

  const proofOf = (account: Account, month: string) => linesOf(account, month, proofLines);

  const verify = (...proofs: string[][]) =>
    verifyFiles(proofs.map((lines) => `${lines.join("\n")}\n`));

  const of = (month: string) => [...(months[month] ?? [])];
  const changed = (month: string, change: (lines: string[]) => void) => {
    const lines = of(month);
    change(lines);
    return lines;
  };

  test("is accepted, of every month and of all of them in a row", async () => {
    for (const month of Object.keys(months)) {
      expect(await verify(of(month))).toMatchObject({ code: 0 });
    }
    const all = await verify(...Object.values(months));
    expect(all).toMatchObject({
      code: 0,
      said: expect.stringContaining("2026-11: 4 entries, 985.09 to 982.59. True."),
    });
  });

  test("is accepted with every character that a work's name may hold", async () => {
    // Some readers of lines take the first two for the end of one. In a proof only a line feed is.
    const subject = "one\u2028two\u2029three\u0085four\vfive\fsix\rseven\neight";
    const account = await historyOf("Asia/Kolkata", [
      ["2026-10-05T00:00:00Z", grant(1_000)],
      ["2026-10-06T00:00:00Z", { ...charge(100), subject }],
      // What a statement guards against spreadsheets, and what looks as if it were.
      ["2026-10-07T00:00:00.123Z", { ...charge(100), subject: "'=1;-2\t+3\r\n'@x, \"q\"; '4" }],
      ["2026-10-08T00:00:00Z", { ...charge(0), subject: "  -1;'=2" }],
    ]);
    const files = [proofLines, csvLines].map((form) => linesOf(account, "2026-10", form));
    const [proof = [], csv = []] = await Promise.all(files);
    expect(await verifyFiles([proof.join("\n"), csv.join("\r\n")])).toMatchObject({
      code: 0,
      said: expect.stringContaining("compared: 4 transactions"),
    });
  });

  test("is accepted as other systems save it: lines that end in CR LF, no end of the last line", async () => {
    const lines = of("2026-10");
    expect(await verifyFiles([lines.map((line) => `${line}\r\n`).join("")])).toMatchObject({
      code: 0,
    });
    expect(await verifyFiles([lines.join("\n")])).toMatchObject({ code: 0 });
  });

  test("is read to its end when it is larger than what is read at once", async () => {
    const lines = of("2026-10");
    const long = `${" ".repeat(200_000)}${lines.pop()}`;
    expect(await verify([...lines, long])).toMatchObject({ code: 0 });
  });

  test.each([
    [
      "a changed amount",
      (lines: string[]) => {
        lines[2] = lines[2]?.replace('"amount":-250', '"amount":-150') ?? "";
      },
      /line 3: entry 3 is not what its digest/,
    ],
    [
      "a changed word",
      (lines: string[]) => {
        lines[1] = lines[1]?.replace("café", "cafe") ?? "";
      },
      /line 2: entry 2 is not what its digest/,
    ],
    [
      "a removed row",
      (lines: string[]) => {
        lines.splice(2, 1);
      },
      /line 3: holds entry 4, and 3 should follow 2/,
    ],
    [
      "the last row removed",
      (lines: string[]) => {
        lines.splice(-2, 1);
      },
      /line 4: counts 3 entries, and there are 2/,
    ],
    [
      "two rows in another order",
      (lines: string[]) => {
        lines.splice(1, 2, lines[2] ?? "", lines[1] ?? "");
      },
      /line 2: holds entry 3/,
    ],
    [
      "a row doubled",
      (lines: string[]) => {
        lines.splice(2, 0, lines[1] ?? "");
      },
      /line 3: holds entry 2/,
    ],
    [
      "an appended row",
      (lines: string[]) => {
        lines.splice(-1, 0, (lines.at(-2) ?? "").replace('"seq":4', '"seq":5'));
      },
      /line 5: entry 5/,
    ],
    [
      "a line after the end",
      (lines: string[]) => {
        lines.push(lines[1] ?? "");
      },
      /line 6: comes after the last line/,
    ],
    [
      "another opening balance",
      (lines: string[]) => {
        lines[0] = lines[0]?.replace('"balance":100000', '"balance":100001') ?? "";
      },
      /line 2: entry 2 says that 987.66 is left, and it is 987.67/,
    ],
    [
      "another closing balance",
      (lines: string[]) => {
        lines.push(lines.pop()?.replace('"balance":98509', '"balance":98510') ?? "");
      },
      /line 5: closes with 985.10/,
    ],
    [
      "no end",
      (lines: string[]) => {
        lines.pop();
      },
      /line 5: ends before/,
    ],
    [
      "nothing in it",
      (lines: string[]) => {
        lines.length = 0;
      },
      /is empty/,
    ],
  ])("with %s is refused, by the line where it is", async (_, change, told) => {
    expect(await verify(changed("2026-10", change))).toMatchObject({
      code: 1,
      said: expect.stringMatching(told),
    });
  });

  const csv = (lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join("");
  const proof = (month: string) => `${of(month).join("\n")}\n`;

  test("says of each statement that it tells the same", async () => {
    const files = Object.keys(months).flatMap((month) => [
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

  test("refuses a month that does not follow the one before, or begins another account", async () => {
    expect(await verify(of("2026-09"), of("2026-11"))).toMatchObject({
      code: 1,
      said: expect.stringMatching(/line 1: opens at entry 4/),
    });
    const elsewhere = changed("2026-09", (lines) => {
      lines[0] = lines[0]?.replace('"kind":"ai"', '"kind":"lead"') ?? "";
    });
    expect(await verify(elsewhere)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/another digest than this account begins with/),
    });
  });
});
