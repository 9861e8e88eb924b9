import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import type { Command } from "@/lib/credits/core/command";
import { anotherDoor, by } from "@/lib/credits/mutations/door/testing";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { newId } from "@/lib/platform/ids";
import { STATEMENT_COLUMNS, statementLine } from "@/lib/usage/core/csv";
import { closingLine, openingLine, type Statement } from "@/lib/usage/core/statement";
import { findStatement, findStatementMonths, statementRows } from "@/lib/usage/queries/statements";
import {
  busyHistory,
  charge,
  grant,
  historyOf,
  now,
  statementOf,
} from "@/lib/usage/queries/statements/testing";

async function rowsOf(account: { workspaceId: string; kind: "ai" }, statement: Statement) {
  const rows = [];
  for await (const batch of statementRows(account, statement)) rows.push(...batch);
  return rows;
}

describe("the statements of a busy workspace, half an hour off the hour", () => {
  let account: Awaited<ReturnType<typeof busyHistory>>;
  const statement = (month: string) => statementOf(account, month);
  beforeAll(async () => {
    account = await busyHistory();
  });

  test("every month since the first entry is listed, each opening where the one before closed", async () => {
    const there = { timeZone: "Asia/Kolkata" };
    expect(await findStatementMonths(account, now)).toEqual([
      { ...there, month: "2026-12", opening: 98_259, closing: 98_259, isOver: false },
      { ...there, month: "2026-11", opening: 98_509, closing: 98_259, isOver: true },
      { ...there, month: "2026-10", opening: 100_000, closing: 98_509, isOver: true },
      { ...there, month: "2026-09", opening: 0, closing: 100_000, isOver: true },
    ]);
    expect(await findStatementMonths({ ...account, workspaceId: newId() }, now)).toEqual([]);
  });

  test("opening + rows = closing, to the hundredth, and totals by operation say the same", async () => {
    for (const { month } of await findStatementMonths(account, now)) {
      const found = await statement(month);
      const rows = await rowsOf(account, found);
      const sum = rows.reduce((total, row) => total + row.amount, 0);
      expect(found.opening.balance + sum).toBe(found.closing.balance);
      expect(found.totals.reduce((total, one) => total + one.amount, 0)).toBe(sum);
      expect(rows).toHaveLength(found.rows);
    }
    const october = await statement("2026-10");
    expect(october.totals).toEqual([
      { label: "RSS content", rows: 2, amount: -1_241 },
      { label: "Direct messages, premium", rows: 1, amount: -250 },
    ]);
  });

  test("a CSV opens and closes the balance, and runs no formula", async () => {
    const november = await statement("2026-11");
    const rows = await rowsOf(account, november);
    const lines = [
      STATEMENT_COLUMNS.join(","),
      openingLine(november),
      ...rows.map((row) => statementLine(row, "Asia/Kolkata")),
      closingLine(november),
    ];
    const read: Record<string, string>[] = parse(lines.join("\r\n"), { columns: true });

    expect(read.map((row) => [row.type, row.credits, row.balance])).toEqual([
      ["opening", "", "985.09"],
      ["charge", "-3.00", "982.09"],
      ["refund", "0.50", "982.59"],
      ["closing", "", "982.59"],
    ]);
    expect(read[0]?.at_workspace).toBe("2026-11-01T00:00:00.000+05:30");
    expect(read[2]?.subject).toBe("'=test");
  });
});

test("a month in which a day has 25 hours holds all of them", async () => {
  const account = await historyOf("America/New_York", [
    ["2026-11-01T03:59:59Z", grant(1_000)],
    ["2026-11-01T04:00:00Z", charge(1)],
    ["2026-11-01T06:30:00Z", charge(2)],
    ["2026-12-01T04:59:59Z", charge(4)],
    ["2026-12-01T05:00:00Z", charge(8)],
  ]);
  const november = await statementOf(account, "2026-11");

  expect([november.opening.balance, november.closing.balance, november.rows]).toEqual([
    1_000, 993, 3,
  ]);
  expect((await statementOf(account, "2026-12")).isOver).toBe(false);
});

test("a month is not over while a row of it may still be written", async () => {
  const expiring = { ...grant(1_000), expiresAt: new Date("2026-10-31T18:29:00Z") };
  const account = await historyOf("Asia/Kolkata", [
    ["2026-10-01T00:00:00Z", expiring],
    ["2026-10-02T00:00:00Z", charge(300)],
  ]);
  const told = async () => {
    const october = await statementOf(account, "2026-10");
    const [, , listed] = await findStatementMonths(account, now);
    expect(listed).toMatchObject({ month: "2026-10", isOver: october.isOver });
    return [october.closing.balance, october.isOver];
  };
  // The lot ended a minute before the month did; nothing was written since.
  expect(await told()).toEqual([700, false]);
  await writeExpiries();
  expect(await told()).toEqual([0, true]);
});

test("a month is not over while an entry of it may still come: from a server whose clock is late, say", async () => {
  const account = await historyOf("UTC", [["2026-10-05T10:00:00Z", grant(1_000)]]);
  const { workspaceId } = account;
  const told = async (at: string) => {
    const october = await statementOf(account, "2026-10", new Date(at));
    const [, listed] = await findStatementMonths(account, new Date(at));
    expect(listed).toMatchObject({ month: "2026-10", isOver: october.isOver });
    return [october.closing.balance, october.isOver];
  };
  const spend = (at: string) => {
    const said = { ...by, key: newId(), ...charge(100) } as Command;
    return anotherDoor(() => new Date(at)).post(workspaceId, "ai", said);
  };
  expect(await told("2026-11-01T00:00:01Z")).toEqual([1_000, false]);
  expect(await spend("2026-10-31T23:59:59Z")).toMatchObject({ ok: true });
  expect(await told("2026-11-01T00:00:02Z")).toEqual([900, false]);
  // Either nothing comes for a while, or something comes after it: then nothing can be added to it any more.
  expect(await told("2026-11-01T00:10:00Z")).toEqual([900, true]);
  expect(await spend("2026-11-01T00:00:03Z")).toMatchObject({ ok: true });
  expect(await told("2026-11-01T00:00:04Z")).toEqual([900, true]);
  expect(await spend("2026-10-31T23:59:59Z")).toMatchObject({ ok: true });
  expect(await told("2026-11-01T00:00:05Z")).toEqual([900, true]);
});

test("a month that has not begun has no statement; from its first instant on it has one, not over", async () => {
  const account = await historyOf("Asia/Kolkata", [["2026-10-01T00:00:00Z", grant(700)]]);
  const asked = (at: string) => findStatement(account, "2026-12", new Date(at));
  expect(await asked("2026-11-30T18:29:59.999Z")).toBeNull();
  const begun = await asked("2026-11-30T18:30:00Z");
  expect(begun).toMatchObject({ isOver: false, rows: 0, closing: { balance: 700 } });
  expect(begun?.from).toEqual(begun?.until);
});
