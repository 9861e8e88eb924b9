import type { Kind } from "@/lib/credits/core/amount";
import { balancesBefore } from "@/lib/credits/queries/balance-inputs";
import { inWorkspace } from "@/lib/platform/db";
import { findHistory } from "@/lib/usage/queries/history";
import { BIG } from "./big-history";
import { quantile, round } from "./drive";
import { inDatabase, statementOf } from "./in-database";
import { SHAPES } from "./shapes";

/** Milliseconds in the database alone, and from the question to the answer in Node. */
export type ReadFigure = {
  what: string;
  database: { p50: number; p99: number };
  node: { p50: number; p99: number };
};

type Read = { what: string; marker: string; ask: () => Promise<unknown> };

const HISTORY = "with page as materialized";
/** At which shares of the entries the deep pages begin. */
const DEPTHS = [0.5, 0.8, 0.95];

/** Every read of a screen that grows with the number of entries, made `times` times in the biggest workspace. */
export async function measureReads(
  newest: number,
  times: number,
  tell: (figure: ReadFigure) => void,
): Promise<ReadFigure[]> {
  const figures: ReadFigure[] = [];
  for (const read of [...historyReads(newest), ...usageReads(), balanceRead()]) {
    const figure = await measure(read, times);
    figures.push(figure);
    tell(figure);
  }
  return figures;
}

async function measure({ what, marker, ask }: Read, times: number): Promise<ReadFigure> {
  const statements = [];
  const node: number[] = [];
  await ask();
  for (let turn = 0; turn < times; turn++) {
    const start = performance.now();
    statements.push(await statementOf(marker, ask));
    node.push(performance.now() - start);
  }
  return { what, database: spread(await inDatabase(BIG, statements)), node: spread(node) };
}

const spread = (times: readonly number[]) => ({
  p50: round(quantile(times, 0.5)),
  p99: round(quantile(times, 0.99)),
});

/** Each shape on its first page, and on deep pages. `newest` is the number of the newest AI entry. */
const historyReads = (newest: number): Read[] =>
  SHAPES.flatMap(({ name, filters }) => {
    const page = (before: { kind: Kind; seq: number } | null) =>
      findHistory({ workspaceId: BIG, timeZone: "UTC", filters, before });
    const deep = () => {
      const depth = DEPTHS[Math.floor(Math.random() * DEPTHS.length)] ?? 0;
      const seq = Math.floor(newest * (1 - depth) + Math.random() * newest * 0.04) + 2;
      return page({ kind: "ai", seq });
    };
    return [
      { what: `history: ${name}, first page`, marker: HISTORY, ask: () => page(null) },
      { what: `history: ${name}, deep page`, marker: HISTORY, ask: deep },
    ];
  });

/** The narrow rollups from which usage is summed. A whole page of Team usage is measured by `bench pages`. */
const usageReads = (): Read[] =>
  [30, 90, 365].flatMap((days) => {
    const since = new Date(Date.now() - days * 86_400_000);
    return [
      {
        what: `rollup: ${days} days by day and operation`,
        marker: "from usage_day_operation",
        ask: () =>
          inWorkspace(
            BIG,
            (tx) => tx.$queryRaw`select day, operation, used, charges from usage_day_operation
              where workspace_id = ${BIG}::uuid and kind = 'ai' and day >= ${since}::date order by day`,
          ),
      },
      {
        what: `rollup: ${days} days by member`,
        marker: "from usage_day_member",
        ask: () =>
          inWorkspace(
            BIG,
            (tx) => tx.$queryRaw`select actor, sum(used)::bigint as used from usage_day_member
              where workspace_id = ${BIG}::uuid and kind = 'ai' and day >= ${since}::date group by actor`,
          ),
      },
    ];
  });

/** The balance at some instant of the last year. */
const balanceRead = (): Read => ({
  what: "balance on a date",
  marker: "order by e.at desc limit 1",
  ask: () => {
    const at = new Date(Date.now() - Math.random() * 364 * 86_400_000);
    return inWorkspace(BIG, (tx) => balancesBefore(tx, { workspaceId: BIG, kind: "ai" }, [at]));
  },
});
