import { cpus, loadavg } from "node:os";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { BIG, loadHistory } from "./big-history";
import { round } from "./drive";
import { type FlatFigure, measureEntries, measureLots } from "./flatness";
import { preparePeer, prepareWrites } from "./prepare";
import { measureReads, type ReadFigure } from "./reads";
import { type Servers, startServers } from "./servers";
import { row, title } from "./table";
import { asOwner, HOT } from "./workspaces";
import { measureWrites, type WriteFigure } from "./writes";

type Options = {
  quick: boolean;
  peer: string | null;
  entries: number;
  cases: RegExp;
  only: string | null;
};

export type Figures = {
  machine: { cores: number; load: number[] };
  writes?: WriteFigure[];
  lots?: FlatFigure[];
  verify?: { entries: number; perSecond: number };
  entries?: FlatFigure[];
  reads?: ReadFigure[];
};

/** Everything, one part after another; prints each figure as it comes and answers all of them. */
export async function measureLedger(options: Options): Promise<Figures> {
  const wanted = (part: string) => options.only === null || options.only === part;
  const load = [round(loadavg()[0] ?? 0)];
  await prepareWrites(many(options));
  if (options.peer) await preparePeer(options.peer, many(options));
  const servers = await startServers(2);
  const figures: Figures = { machine: { cores: cpus().length, load } };
  try {
    if (wanted("writes")) figures.writes = await writes(servers, options);
    if (wanted("lots")) figures.lots = await lots(servers, options);
    if (wanted("verify") && figures.writes) figures.verify = await verify();
    if (wanted("reads")) Object.assign(figures, await reads(servers, options));
  } finally {
    await servers.stop();
  }
  load.push(round(loadavg()[0] ?? 0));
  return figures;
}

const many = ({ quick }: Options): number => (quick ? 20 : 1_000);

const turns = ({ quick }: Options) =>
  quick ? { rounds: 1, milliseconds: 30 } : { rounds: 3, milliseconds: 1_000 };

function writes(servers: Servers, options: Options): Promise<WriteFigure[]> {
  title("Charges", ["workspaces", "callers", "what", "per second", "p50 ms", "p99 ms", "to limit"]);
  const { cases, peer } = options;
  return measureWrites(
    servers,
    { ...turns(options), many: many(options), cases, peer: peer !== null },
    (one) =>
      row([one.workspaces, one.callers, one.what, one.perSecond, one.p50, one.p99, one.toLimit]),
  );
}

async function lots(servers: Servers, options: Options): Promise<FlatFigure[]> {
  title("Charges by the number of lots, 8 callers", ["workspace", "per second", "to the first"]);
  const figures = await measureLots(servers, turns(options));
  for (const one of figures) row([one.what, one.perSecond, one.toFirst]);
  return figures;
}

/** What the charges left behind must be true; how fast that is told is a figure of its own. */
async function verify() {
  title("Verify", ["entries", "per second"]);
  const start = performance.now();
  const verified = await verifyLedger(HOT, "ai");
  if (!verified.ok) throw new Error(`The ledger does not add up. ${verified.difference}`);
  const seconds = (performance.now() - start) / 1000;
  const figure = { entries: verified.entries, perSecond: Math.round(verified.entries / seconds) };
  row([figure.entries, figure.perSecond]);
  return figure;
}

/** Loads in two steps, so that charges meet no entries, a tenth of them, and all. */
async function reads(servers: Servers, options: Options) {
  const all = options.entries;
  const flat = await beside(servers, 0, options);
  await loadHistory(0, all / 10, all);
  flat.push(...(await beside(servers, all / 10, options)));
  const seconds = await loadHistory(all / 10, all, all);
  console.log(`\n${all} entries are there; the last nine tenths took ${Math.round(seconds)} s.`);
  flat.push(...(await beside(servers, all, options)));
  title(`Reads of the workspace with ${all / 10} of ${all} entries, ms`, [
    "what",
    "database p50",
    "p99",
    "from Node p50",
    "p99",
  ]);
  const times = options.quick ? 1 : 30;
  const found = await measureReads(await newestOf(BIG), times, ({ what, database, node }) =>
    row([what, database.p50, database.p99, node.p50, node.p99]),
  );
  return { entries: flat, reads: found };
}

async function beside(servers: Servers, entries: number, options: Options) {
  const columns = ["charges, 8 callers", "per second", "to the limit"];
  title(`Charges beside ${entries} entries`, columns);
  const loaded = entries === options.entries;
  const figures = await measureEntries(servers, entries, loaded, turns(options));
  for (const one of figures) row([one.what, one.perSecond, one.toFirst]);
  return figures;
}

const newestOf = (workspaceId: string): Promise<number> =>
  asOwner(async (client) => {
    const { rows } = await client.query<{ seq: string }>(
      "select seq from credit_account where workspace_id = $1 and kind = 'ai'",
      [workspaceId],
    );
    return Number(rows[0]?.seq ?? 0);
  });
