import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "@/lib/platform/sha256";
import { proofLines } from "@/lib/usage/queries/statements";
import {
  type Account,
  busyHistory,
  linesOf,
  verifyFiles,
} from "@/lib/usage/queries/statements/testing";

describe("the proof of a statement", () => {
  let months: Record<string, string[]>;

  beforeAll(async () => {
    const account = await busyHistory();
    months = {};
    for (const month of ["2026-09", "2026-10", "2026-11", "2026-12"]) {
      months[month] = await proofOf(account, month);
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

  /** A month that was changed, with every digest from its first entry on made anew. */
  const sealedAnew = (month: string, change: (line: string) => string): string[] => {
    const [head = "", ...entries] = of(month).map(change);
    const end = entries.pop() ?? "";
    let { digest } = JSON.parse(head).opening;
    const sealed = entries.map((line) => {
      const text = line.slice(line.indexOf('"entry":') + 8, -1);
      digest = sha256(`${digest}\n${text}`);
      return `{"digest":"${digest}","entry":${text}}`;
    });
    return [head, ...sealed, end.replace(/"digest":"\w+"/, `"digest":"${digest}"`)];
  };

  test("of a month that was sealed anew is true alone, and not beside the month after it", async () => {
    const october = sealedAnew("2026-10", (line) => line.replace("café", "cafe"));
    expect(october).not.toEqual(of("2026-10"));
    expect(await verify(of("2026-09"), october)).toMatchObject({ code: 0 });
    expect(await verify(october, of("2026-11"))).toMatchObject({
      code: 1,
      said: expect.stringMatching(/line 1: opens with another digest than the file before closed/),
    });
  });

  const less = (line: string) => line.replace("98516", "98515.5").replace("98509", "98508.5");
  test.each<[string, string, (line: string) => string, RegExp]>([
    [
      "an entry of the next month",
      "2026-10",
      (line) => line.replace('"until":"2026-10-31', '"until":"2026-10-30'),
      /line 4: entry 4 is not of this month/,
    ],
    [
      "an entry of the month before",
      "2026-10",
      (line) => line.replace('"from":"2026-09-30', '"from":"2026-10-01'),
      /line 2: entry 2 is not of this month/,
    ],
    [
      "two entries of one time",
      "2026-10",
      (line) => line.replace("2026-10-15T10:00:00.000", "2026-10-31T18:29:59.999"),
      /line 4: entry 4 is not later than the one before/,
    ],
    [
      "credits before the first entry",
      "2026-09",
      (line) =>
        line.replace('"balance":0', '"balance":7').replace(/(After|balance)":100000/, '$1":100007'),
      /line 1: opens with a balance before the first entry/,
    ],
    [
      "a part of a hundredth",
      "2026-10",
      (line) => less(line.replace('"amount":-250', '"amount":-250.5')),
      /line 3: entry 3 has no amount/,
    ],
    [
      "another last entry",
      "2026-10",
      (line) => line.replace('"closing":{"seq":4', '"closing":{"seq":5'),
      /line 5: closes at entry 5, and the last one is 4/,
    ],
    [
      "another format",
      "2026-10",
      (line) => line.replace("statement proof 1", "statement proof 2"),
      /line 1: does not begin a proof of the form/,
    ],
  ])("with %s is refused, however it was sealed", async (_, month, change, told) => {
    expect(await verify(sealedAnew(month, change))).toMatchObject({
      code: 1,
      said: expect.stringMatching(told),
    });
  });

  test.each([
    [
      "2026-11",
      "another workspace",
      '"workspace":{"id":"',
      '"workspace":{"id":"0',
      /of another work/,
    ],
    ["2026-11", "another kind", '"kind":"ai"', '"kind":"lead"', /is of another workspace or kind/],
    // In this month nothing happened: no digest of an entry covers its numbers.
    [
      "2026-12",
      "another balance",
      '"balance":98259',
      '"balance":98359',
      /opens at entry 8 with 983/,
    ],
    ["2026-12", "another entry before it", '"seq":8', '"seq":9', /opens at entry 9 with 982.59/],
  ])("of %s that says %s is refused beside the month before it", async (month, _, is, as, told) => {
    const lines = changed(month, (all) => {
      for (const at of [0, all.length - 1]) all[at] = (all[at] ?? "").replace(is, as);
    });
    const before = month === "2026-12" ? "2026-11" : "2026-10";
    expect(await verify(lines)).toMatchObject({ code: 0 });
    expect(await verify(of(before), lines)).toMatchObject({
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
