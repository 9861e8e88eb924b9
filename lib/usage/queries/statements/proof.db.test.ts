import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/platform/ids";
import { csvLines, proofLines } from "../statements";
import { busyHistory, charge, grant, historyOf, statementOf } from "./testing";

describe("the proof of a statement", () => {
  const folder = mkdtempSync(join(tmpdir(), "proof-"));
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

  type Account = Awaited<ReturnType<typeof historyOf>>;
  async function linesOf(account: Account, month: string, form: typeof proofLines) {
    const statement = await statementOf(account, month);
    const workspace = { id: account.workspaceId, name: "Alder & Finch" };
    const all: string[] = [];
    for await (const lines of form(workspace, statement)) all.push(...lines);
    return all;
  }
  const proofOf = (account: Account, month: string) => linesOf(account, month, proofLines);

  const verify = (...proofs: string[][]) =>
    verifyFiles(proofs.map((lines) => `${lines.join("\n")}\n`));

  async function verifyFiles(files: string[]) {
    const paths = files.map((text, index) => {
      const ending = text.includes(",opening,") || text.includes(",closing,") ? "csv" : "jsonl";
      const path = join(folder, `${newId()}-${index}.${ending}`);
      writeFileSync(path, text);
      return path;
    });
    const command = promisify(execFile)(process.execPath, [
      "public/verify-statement.mjs",
      ...paths,
    ]);
    return command.then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stderr }) => ({ code, said: stderr as string }),
    );
  }
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
    ]);
    expect(await verify(await proofOf(account, "2026-10"))).toMatchObject({ code: 0 });
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
    expect(await verifyFiles([csv(statements["2026-10"] ?? [])])).toMatchObject({ code: 1 });
  });

  const row = (lines: readonly string[], id: string) =>
    lines.findIndex((line) => line.startsWith(id));
  const inRow = (id: string, from: string | RegExp, to: string) => (lines: string[]) => {
    const at = row(lines, id);
    lines[at] = (lines[at] ?? "").replace(from, to);
  };
  test.each<[string, (lines: string[]) => void, RegExp]>([
    [
      "a changed amount",
      inRow("ai-3", "-2.50", "-1.50"),
      /ai-3 is -2.50 to 985.16, and there -1.50/,
    ],
    ["a changed balance", inRow("ai-3", "985.16", "985.17"), /ai-3 is -2.50 to 985.16/],
    ["another time", inRow("ai-3", "T10:00", "T11:00"), /ai-3 was 2026-10-15T10:00/],
    ["a removed row", (lines) => lines.splice(row(lines, "ai-3"), 1), /ai-3 is missing there/],
    ["a row more", (lines) => lines.splice(2, 0, "ai-99" + lines[2]), /ai-99\S+ is in no entry/],
    ["a row twice", (lines) => lines.splice(2, 0, lines[2] ?? ""), /a transaction twice/],
    ["another opening", (lines) => lines.splice(1, 1), /does not open with 1000.00/],
    [
      "another closing",
      inRow(",2026-10-31T18:30", "985.09", "985.90"),
      /does not close with 985.09/,
    ],
    ["other columns", (lines) => lines.shift(), /it is no statement/],
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
