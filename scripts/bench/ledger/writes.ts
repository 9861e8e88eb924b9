import type { Contender } from "./contenders";
import { type Driven, median, quantile, rateOf, round, together } from "./drive";
import type { Servers } from "./servers";
import { HOT } from "./workspaces";

type Entrant = { name: string; contender: Contender; servers: number };

const ENTRANTS: readonly Entrant[] = [
  { name: "limit", contender: "limit", servers: 1 },
  { name: "charge", contender: "charge", servers: 1 },
  { name: "charge, 2 servers", contender: "charge", servers: 2 },
  { name: "hold + capture", contender: "holdAndCapture", servers: 1 },
  { name: "hold + capture, 2 servers", contender: "holdAndCapture", servers: 2 },
];
const PEER: Entrant = { name: "peer", contender: "peer", servers: 1 };

const CASES: readonly { hot: boolean; callers: number }[] = [
  ...[1, 8, 32, 128, 256].map((callers) => ({ hot: true, callers })),
  ...[1, 8, 32, 128].map((callers) => ({ hot: false, callers })),
];

/** A contender's figures in one case. `toLimit` is the ratio of the rates, round by round. */
export type WriteFigure = {
  workspaces: "hot" | "spread";
  callers: number;
  what: string;
  perSecond: number;
  p50: number;
  p99: number;
  toLimit: number;
};

export type WriteOptions = {
  /** The number of workspaces over which the spread cases are spread. */
  many: number;
  rounds: number;
  milliseconds: number;
  peer: boolean;
  cases: RegExp;
};

/**
 * Drives every contender in every case. Within a case the contenders take turns, slice by slice, so that whatever else
 * the machine does affects them alike; ratios are taken between neighbours.
 */
export async function measureWrites(
  servers: Servers,
  options: WriteOptions,
  tell: (figure: WriteFigure) => void,
): Promise<WriteFigure[]> {
  const entrants = options.peer ? [...ENTRANTS, PEER] : ENTRANTS;
  const figures: WriteFigure[] = [];
  for (const one of CASES) {
    if (!options.cases.test(`${one.hot ? "hot" : "spread"} ${one.callers}`)) continue;
    for (const figure of await measureCase(servers, entrants, one, options)) {
      figures.push(figure);
      tell(figure);
    }
  }
  return figures;
}

async function measureCase(
  servers: Servers,
  entrants: readonly Entrant[],
  { hot, callers }: { hot: boolean; callers: number },
  { rounds, milliseconds, many }: WriteOptions,
): Promise<WriteFigure[]> {
  const taking = entrants.filter((entrant) => entrant.servers <= callers);
  const driven = new Map<string, Driven[]>(taking.map(({ name }) => [name, []]));
  for (let turn = 0; turn < rounds; turn++) {
    for (const { name, contender, servers: count } of taking) {
      const slice = { contender, where: hot ? HOT : many, callers, milliseconds };
      driven.get(name)?.push(await servers.work(count, slice));
    }
  }
  const limits = (driven.get("limit") ?? []).map(rateOf);
  return taking.map(({ name }) => {
    const slices = driven.get(name) ?? [];
    const rates = slices.map(rateOf);
    const { latencies } = together(slices);
    return {
      workspaces: hot ? "hot" : "spread",
      callers,
      what: name,
      perSecond: Math.round(median(rates)),
      p50: round(quantile(latencies, 0.5)),
      p99: round(quantile(latencies, 0.99)),
      toLimit: round(median(rates.map((rate, index) => rate / (limits[index] ?? Number.NaN)))),
    };
  });
}
