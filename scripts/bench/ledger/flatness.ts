import { credits } from "@/lib/credits/core/amount";
import { BIG } from "./big-history";
import { median, rateOf, round } from "./drive";
import { grantLot } from "./prepare";
import type { Servers } from "./servers";
import { HOT, idOf, makeWorkspaces } from "./workspaces";

const CALLERS = 8;
const LOT_COUNTS = [1, 12, 1_000];
const YEAR = 365 * 86_400_000;
const ENOUGH = credits(1_000_000_000);

/** Charges on workspaces that differ in one respect. `toFirst` is the ratio to the first of them, turn by turn. */
export type FlatFigure = { what: string; perSecond: number; toFirst: number };

type Turns = { rounds: number; milliseconds: number };

/** Whether a charge costs the same however many lots wait in the queue. */
export async function measureLots(servers: Servers, turns: Turns): Promise<FlatFigure[]> {
  const workspaces = LOT_COUNTS.map((count) => ({
    what: `${count} ${count === 1 ? "lot" : "lots"}`,
    id: idOf(`workspace of ${count} lots`),
    count,
  }));
  await makeWorkspaces(workspaces.map(({ id }) => id));
  for (const { id, count } of workspaces) {
    const ends = Array.from({ length: count }, (_, index) => Date.now() + YEAR + index * 60_000);
    await Promise.all(ends.map((end) => grantLot(id, new Date(end), ENOUGH)));
  }
  return compare(servers, workspaces, turns);
}

/**
 * Whether a charge costs the same however many entries there are: compared with the limit, because minutes of loading
 * lie between the measurements. With `loaded`, also in the workspace that holds a tenth of them.
 */
export async function measureEntries(
  servers: Servers,
  entries: number,
  loaded: boolean,
  turns: Turns,
): Promise<FlatFigure[]> {
  const fresh = idOf(`workspace beside ${entries}`);
  await makeWorkspaces([fresh]);
  await grantLot(fresh, new Date(Date.now() + YEAR));
  const big = { what: `workspace with ${entries / 10} of them`, id: BIG };
  const workspaces = [
    { what: `limit, beside ${entries} entries`, id: HOT, contender: "limit" as const },
    { what: "new workspace", id: fresh },
    ...(loaded ? [big] : []),
  ];
  return compare(servers, workspaces, turns);
}

async function compare(
  servers: Servers,
  workspaces: readonly { what: string; id: string; contender?: "limit" }[],
  { rounds, milliseconds }: Turns,
): Promise<FlatFigure[]> {
  const rates = workspaces.map((): number[] => []);
  for (let turn = 0; turn < rounds; turn++) {
    for (const [index, { id, contender = "charge" }] of workspaces.entries()) {
      const slice = { contender, where: id, callers: CALLERS, milliseconds } as const;
      rates[index]?.push(rateOf(await servers.work(1, slice)));
    }
  }
  const first = rates[0] ?? [];
  return workspaces.map(({ what }, index) => {
    const own = rates[index] ?? [];
    const ratios = own.map((rate, turn) => rate / (first[turn] ?? Number.NaN));
    return { what, perSecond: Math.round(median(own)), toFirst: round(median(ratios)) };
  });
}
