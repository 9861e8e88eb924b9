import { cpus, loadavg } from "node:os";
import { BIG } from "./big-history";
import { round } from "./drive";
import { type FlatFigure, measureEntries, measureLots } from "./flatness";
import { type History, loadHistory } from "./load";
import { preparePeer, prepareWrites } from "./prepare";
import { measureReads, type ReadFigure } from "./reads";
import { type Servers, startServers } from "./servers";
import { row, title } from "./table";
import { measureVerify, type VerifyFigure } from "./verify";
import { newestOf } from "./workspaces";
import { measureWrites, type WriteFigure } from "./writes";

/** What can be measured by itself, in the order in which everything is measured. */
export const PARTS = ["writes", "lots", "verify", "flat", "reads"] as const;
type Part = (typeof PARTS)[number];

type Options = {
  quick: boolean;
  peer: string | null;
  entries: number;
  cases: RegExp;
  only: Part | null;
};

export type Figures = {
  /** The load average before and after. */
  machine: { cores: number; load: number[] };
  seconds: Partial<Record<Part | "all", number>>;
  writes?: WriteFigure[];
  lots?: FlatFigure[];
  verify?: VerifyFigure[];
  flat?: FlatFigure[];
  reads?: ReadFigure[];
  /** How long it took to load the entries beside which the charges and the reads are measured. */
  loading?: number;
};

/** Measures everything, one part after another. Prints each figure as it comes and returns all of them. */
export async function measureLedger(options: Options): Promise<Figures> {
  const start = performance.now();
  const load = [round(loadavg()[0] ?? 0)];
  await prepareWrites(many(options));
  if (options.peer) await preparePeer(options.peer, many(options));
  const servers = await startServers(2);
  const figures: Figures = { machine: { cores: cpus().length, load }, seconds: {} };
  const bench: Bench = { servers, options, history: { all: options.entries, loaded: 0 } };
  try {
    for (const part of PARTS) {
      if (options.only !== null && options.only !== part) continue;
      const began = performance.now();
      Object.assign(figures, await MEASURES[part](bench));
      figures.seconds[part] = since(began);
    }
  } finally {
    await servers.stop();
  }
  load.push(round(loadavg()[0] ?? 0));
  figures.seconds.all = since(start);
  return figures;
}

const since = (began: number): number => round((performance.now() - began) / 1000, 0);

type Bench = { servers: Servers; options: Options; history: History };

const MEASURES: Record<Part, (bench: Bench) => Promise<Partial<Figures>>> = {
  writes,
  lots,
  verify,
  flat,
  reads,
};

const many = ({ quick }: Options): number => (quick ? 20 : 1_000);

const turns = ({ quick }: Options) =>
  quick ? { rounds: 1, milliseconds: 30 } : { rounds: 3, milliseconds: 1_000 };

async function writes({ servers, options }: Bench) {
  title("Charges", ["workspaces", "callers", "what", "per second", "p50 ms", "p99 ms", "to limit"]);
  const { cases, peer } = options;
  const figures = await measureWrites(
    servers,
    { ...turns(options), many: many(options), cases, peer: peer !== null },
    (one) =>
      row([one.workspaces, one.callers, one.what, one.perSecond, one.p50, one.p99, one.toLimit]),
  );
  return { writes: figures };
}

async function lots({ servers, options }: Bench) {
  title("Charges by the number of lots, 8 callers", ["workspace", "per second", "to the first"]);
  const figures = await measureLots(servers, turns(options));
  for (const one of figures) row([one.what, one.perSecond, one.toFirst]);
  return { lots: figures };
}

/** What the charges left behind must verify; how fast that goes is a figure of its own. */
async function verify({ servers, options }: Bench) {
  title("Verify", ["entries", "per second", "peak MB"]);
  const { milliseconds } = turns(options);
  const entries = options.quick ? 200 : 200_000;
  const figures = await measureVerify(servers, { entries, milliseconds });
  for (const one of figures) row([String(one.entries), one.perSecond, one.peakMegabytes]);
  return { verify: figures };
}

/** Loads in two steps, so that charges are measured beside no entries, a tenth of them, and all. */
async function flat({ servers, options, history }: Bench) {
  const { all } = history;
  const figures = await beside(servers, 0, options);
  let loading = await loaded(history, all / 10);
  figures.push(...(await beside(servers, all / 10, options)));
  loading += await loaded(history, all);
  figures.push(...(await beside(servers, all, options)));
  return { flat: figures, loading: round(loading, 0) };
}

async function reads({ options, history }: Bench) {
  const { all } = history;
  const loading = history.loaded < all ? { loading: round(await loaded(history, all), 0) } : {};
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
  return { reads: found, ...loading };
}

async function loaded(history: History, to: number): Promise<number> {
  const seconds = await loadHistory(history, to);
  console.log(`\nThere are ${to} entries; loading took ${Math.round(seconds)} s.`);
  return seconds;
}

async function beside(servers: Servers, entries: number, options: Options) {
  const columns = ["charges, 8 callers", "per second", "to the limit"];
  title(`Charges beside ${entries} entries`, columns);
  const figures = await measureEntries(
    servers,
    entries,
    entries === options.entries,
    turns(options),
  );
  for (const one of figures) row([one.what, one.perSecond, one.toFirst]);
  return figures;
}
