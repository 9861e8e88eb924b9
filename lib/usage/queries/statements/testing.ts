import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { credits, type Kind } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { createDoor } from "@/lib/credits/mutations/door";
import { inWorkspace, pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Statement } from "@/lib/usage/core/statement";
import { findStatement, type proofLines } from "@/lib/usage/queries/statements";

export type Account = { workspaceId: string; kind: Kind };

/** The statement of a month that has begun by `at`. */
export async function statementOf(account: Account, month: string, at = now): Promise<Statement> {
  const statement = await findStatement(account, month, at);
  if (!statement) throw new Error(`${month} has not begun.`);
  return statement;
}

/** The lines of a month's CSV or proof, saved at an instant. */
export async function linesOf(
  account: Account,
  month: string,
  form: typeof proofLines,
  at = now,
): Promise<string[]> {
  const statement = await statementOf(account, month, at);
  const workspace = { id: account.workspaceId, name: "Alder & Finch" };
  const all: string[] = [];
  for await (const lines of form(workspace, statement)) all.push(...lines);
  return all;
}

const folder = mkdtempSync(join(tmpdir(), "statements-"));

/** What the script says about some files, each a CSV or a proof. */
export async function verifyFiles(files: string[]): Promise<{ code: number; said: string }> {
  const paths = files.map((text) => {
    const ending = text.includes(",opening,") || text.includes(",closing,") ? "csv" : "jsonl";
    const path = join(folder, `${newId()}.${ending}`);
    writeFileSync(path, text);
    return path;
  });
  const command = promisify(execFile)(process.execPath, ["public/verify-statement.mjs", ...paths]);
  return command.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr }) => ({ code, said: stderr as string }),
  );
}

/** The index of a transaction's row among a CSV's lines. */
export const rowOf = (lines: readonly string[], id: string): number =>
  lines.findIndex((line) => line.startsWith(id));

/** Replaces a part of a row. */
export const inRow = (id: string, from: string | RegExp, to: string) => (lines: string[]) => {
  const at = rowOf(lines, id);
  lines[at] = (lines[at] ?? "").replace(from, to);
};

/** The instant at which statements are asked for. */
export const now = new Date("2026-12-10T12:00:00Z");
type DatedCommand = Partial<Command> & Pick<Command, "type">;

/** A workspace in which everything happens at its given time. */
export async function historyOf(timeZone: string, happenings: [at: string, said: DatedCommand][]) {
  const id = newId();
  await inWorkspace(id, (tx) =>
    tx.workspace.create({ data: { id, slug: id, name: "Alder & Finch", timeZone } }),
  );
  let at = new Date(0);
  const door = createDoor({ pool: () => pool("ledger"), now: () => at });
  for (const [time, said] of happenings) {
    at = new Date(time);
    const by = { key: newId(), actor: { type: "system" }, reason: "=test" };
    const answer = await door.post(id, "ai", { ...by, ...said } as Command);
    if (!answer.ok) throw new Error(answer.reason);
  }
  return { workspaceId: id, kind: "ai" as const };
}

export const grant = (amount: number): DatedCommand => ({
  type: "grant",
  lotId: newId(),
  source: "grant",
  sourceId: null,
  label: "A lot",
  amount: credits(amount),
  expiresAt: null,
});
export const charge = (amount: number, operation = "rss_item"): DatedCommand => ({
  type: "charge",
  amount: credits(amount),
  operation,
  subject: '=HYPERLINK("x"), café',
});

const BUSY_HOLD = newId();

/** Three months, a hold across their edge, a refund. */
export const busyHistory = () =>
  historyOf("Asia/Kolkata", [
    // 18:30 UTC is midnight there.
    ["2026-09-30T18:29:59.999Z", grant(100_000)],
    ["2026-09-30T18:30:00Z", charge(1_234)],
    ["2026-10-15T10:00:00Z", charge(250, "dm_premium")],
    ["2026-10-31T18:29:59.999Z", charge(7)],
    [
      "2026-10-31T18:30:00Z",
      { type: "hold", holdId: BUSY_HOLD, amount: credits(500), lapsesAt: new Date("2026-12-31") },
    ],
    [
      "2026-11-02T00:00:00Z",
      {
        type: "capture",
        holdId: BUSY_HOLD,
        amount: credits(300),
        settle: true,
        operation: "dm_premium",
      },
    ],
    ["2026-11-03T00:00:00Z", { type: "refund", corrects: 3, amount: credits(50) }],
  ]);
