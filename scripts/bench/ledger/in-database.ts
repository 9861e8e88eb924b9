import pg from "pg";
import { asOwner } from "./workspaces";

type Asked = { text: string; values: unknown[] };

/**
 * Runs `work` and returns the one statement it sent that contains `marker`, as the driver got it. So a query of the
 * product is measured as it is, without a second copy of its SQL.
 */
export async function statementOf(marker: string, work: () => Promise<unknown>): Promise<Asked> {
  const seen: Asked[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const original = prototype.query;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first, second] = args as [string | Asked, unknown[]?];
    const asked = typeof first === "string" ? { text: first, values: second ?? [] } : first;
    if (asked.text?.includes(marker))
      seen.push({ text: asked.text, values: asked.values ?? second ?? [] });
    return original.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  const last = seen.at(-1);
  if (!last) throw new Error(`Nothing was asked that reads: ${marker}`);
  return last;
}

/** How long the database itself takes to plan and run a statement as the product's role: milliseconds, each time. */
export function inDatabase(workspaceId: string, statements: readonly Asked[]): Promise<number[]> {
  return asOwner(async (client) => {
    // With the settings of the history (lib/usage/queries/history.ts); the other reads sort nothing.
    await client.query("begin; set local role wellspent_app; set local enable_sort = off");
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    const times: number[] = [];
    for (const { text, values } of statements) {
      const { rows } = await client.query<{ "QUERY PLAN": [Plan] }>(
        `explain (analyze, timing off, format json) ${text}`,
        values,
      );
      const plan = rows[0]?.["QUERY PLAN"][0];
      times.push((plan?.["Planning Time"] ?? 0) + (plan?.["Execution Time"] ?? 0));
    }
    await client.query("commit");
    return times;
  });
}

type Plan = { "Planning Time": number; "Execution Time": number };
