import { median, round } from "./drive";
import type { Figures } from "./measure";
import type { ReadFigure } from "./reads";
import type { WriteFigure } from "./writes";

const PAGE_TARGET = 20;

/** The tables of docs/bench.md, to be copied as they are. */
export function summary(figures: Figures): string {
  const { machine, seconds, writes, lots, flat, verify, reads } = figures;
  return [
    `${seconds.all} s on ${machine.cores} cores, load ${machine.load.join(" to ")}` +
      `${figures.loading === undefined ? "" : `, of it ${figures.loading} s of loading`}.`,
    writes && charges(writes),
    lots && table(["workspace", "charges /s", "to the first"], lots.map(flatRow)),
    verify &&
      table(
        ["entries", "verified /s", "peak memory, MB"],
        verify.map((one) => [spaced(one.entries), spaced(one.perSecond), `${one.peakMegabytes}`]),
      ),
    flat && table(["workspace", "per second", "to the limit"], flat.map(flatRow)),
    reads && readsTable(reads),
  ]
    .filter((part) => part !== undefined)
    .join("\n\n");
}

const flatRow = (one: { what: string; perSecond: number; toFirst: number }): string[] => [
  one.what,
  spaced(one.perSecond),
  `${one.toFirst}`,
];

function charges(writes: readonly WriteFigure[]): string {
  const cases = Map.groupBy(writes, (one) => `${one.workspaces} ${one.callers}`);
  const rows = [...cases.values()].map((found) => {
    const of = (what: string) => found.find((one) => one.what === what);
    const [charge, pair] = [of("charge"), of("hold + capture")];
    const [chargeOfTwo, pairOfTwo] = [of("charge, 2 servers"), of("hold + capture, 2 servers")];
    const [first] = found;
    return [
      first?.workspaces ?? "",
      `${first?.callers}`,
      ...[of("limit"), charge, chargeOfTwo, pair, pairOfTwo].map(rate),
      `${charge?.toLimit}`,
      ratio(chargeOfTwo, charge),
      ratio(pair, charge),
      ratio(pairOfTwo, pair),
      ratio(charge, of("peer")),
    ];
  });
  const rates = ["limit", "charge", "by 2 servers", "hold + capture", "by 2 servers"];
  const ratios = ["charge to limit", "2 to 1", "pair to charge", "2 to 1", "charge to peer"];
  return `A second, with p50 and p99 in ms.\n\n${table(["workspaces", "callers", ...rates, ...ratios], rows)}`;
}

const rate = (one?: WriteFigure): string =>
  one ? `${spaced(one.perSecond)} (${round(one.p50, 1)}, ${round(one.p99, 1)})` : "";

/** From their ratios to the limit, each taken between neighbours. */
const ratio = (one?: WriteFigure, other?: WriteFigure): string =>
  one && other ? `${round(one.toLimit / other.toLimit)}` : "";

function readsTable(reads: readonly ReadFigure[]): string {
  const history = reads.filter(({ what }) => what.startsWith("history:"));
  const plain = reads.filter((one) => !history.includes(one) || one.what.includes(": all,"));
  const slowest = history.toSorted((a, b) => b.database.p99 - a.database.p99).slice(0, 5);
  const within = history.filter(({ database }) => database.p99 < PAGE_TARGET).length;
  const pages = (depth: string) => history.filter(({ what }) => what.endsWith(`${depth} page`));
  const rows = [
    together(`history, ${within} of ${history.length} reads below ${PAGE_TARGET} ms`, history),
    together("history, first pages", pages("first")),
    together("history, deep pages", pages("deep")),
    ...[...slowest, ...plain].map(({ what, database, node }) => [
      what,
      `${database.p50}`,
      `${database.p99}`,
      `${node.p50}`,
    ]),
  ];
  return table(["read", "database p50 ms", "p99", "from Node p50"], rows);
}

/** Several reads as one: the median of their medians, the highest of their p99. */
const together = (what: string, reads: readonly ReadFigure[]): string[] => [
  what,
  `${median(reads.map(({ database }) => database.p50))}`,
  `${Math.max(...reads.map(({ database }) => database.p99))}`,
  `${median(reads.map(({ node }) => node.p50))}`,
];

const spaced = (value: number): string => value.toLocaleString("en-US");

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, columns.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
