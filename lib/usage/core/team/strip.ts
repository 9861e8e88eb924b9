/**
 * One charge as a strip counts it: less its refunds. A charge without a run, such as a program's, counts as a run of
 * its own.
 */
export type ChargeCost = { entry: string; runId: string | null; cost: number };

/** What one run cost, and where that can be read: in one row, or in all rows of the run. */
export type RunCost = { cost: number; entry: string; runId: string | null; charges: number };

/** The costs of an operation's runs, laid out along an axis. Amounts in hundredths of a credit; places from 0 to 1. */
export type Strip = {
  runs: number;
  /** How many charges they had. */
  charges: number;
  /** How many charges the page counts, if some of them are older than those shown; otherwise null. */
  newestOf: number | null;
  /** Runs that were left out because all they cost was refunded. */
  refunded: number;
  least: RunCost;
  most: RunCost;
  /** Half of the runs cost this or less; and nine in ten, if there are ten. */
  median: number;
  ninth: number | null;
  medianAt: number;
  /** Whether the steps of the axis have equal ratios. */
  log: boolean;
  columns: { at: number; dots: number }[];
  /** For how many runs a dot stands, at most. */
  each: number;
  ticks: { at: number; value: number }[];
};

/** How many of an operation's newest charges are searched for the ones wanted. */
export const CHARGES_LOOKED_AT = 20_000;

const COLUMNS = 48;
const MOST_DOTS_HIGH = 9;
/** Up to this ratio, an ordinary axis shows the lowest as well as the highest. */
const LOG_ABOVE = 50;
const FEWEST_FOR_NINTH = 10;

/** Why there is no strip: all charges were refunded in full, or all that were read are newer than the range. */
export type NoStrip = "refunded" | "older";

/**
 * Lays out what runs cost. Null if nothing was charged. `of`: the number of all charges that match the same filters.
 */
export function stripOf(charges: readonly ChargeCost[], of: number): Strip | NoStrip | null {
  if (of === 0) return null;
  const all = runsOf(charges);
  const runs = all.filter(({ cost }) => cost > 0).toSorted((a, b) => a.cost - b.cost);
  const [least, most] = [runs[0], runs.at(-1)];
  if (!least || !most) return charges.length < of ? "older" : "refunded";
  const axis = { least: least.cost, most: most.cost, log: isLog(least.cost, most.cost) };
  const median = costOfPart(runs, 1 / 2);
  return {
    runs: runs.length,
    charges: runs.reduce((sum, run) => sum + run.charges, 0),
    newestOf: charges.length < of ? of : null,
    refunded: all.length - runs.length,
    least,
    most,
    median,
    ninth: runs.length < FEWEST_FOR_NINTH ? null : costOfPart(runs, 9 / 10),
    medianAt: columnOf(median, axis) / COLUMNS,
    log: axis.log,
    ...columnsOf(runs, axis),
    ticks: ticksOf(axis),
  };
}

/** If the highest is more than fifty times the lowest, an ordinary axis would draw nearly all at one end. */
export const isLog = (least: number, most: number): boolean =>
  least > 0 && most / least > LOG_ABOVE;

/** The charges, added up by run. */
function runsOf(charges: readonly ChargeCost[]): RunCost[] {
  const runs = new Map<string, RunCost>();
  for (const { entry, runId, cost } of charges) {
    const run = runs.get(runId ?? entry);
    runs.set(runId ?? entry, {
      entry,
      runId,
      cost: cost + (run?.cost ?? 0),
      charges: 1 + (run?.charges ?? 0),
    });
  }
  return [...runs.values()];
}

/** The cost that this share of the runs, ordered by cost, does not exceed. */
const costOfPart = (runs: readonly RunCost[], part: number): number =>
  runs[Math.ceil(runs.length * part) - 1]?.cost ?? 0;

type Axis = { least: number; most: number; log: boolean };

/** Where a cost lies between the lowest and the highest: in the middle if they are equal. */
function placeOf(cost: number, { least, most, log }: Axis): number {
  if (least === most) return 0.5;
  return log ? Math.log(cost / least) / Math.log(most / least) : (cost - least) / (most - least);
}

const columnOf = (cost: number, axis: Axis): number => Math.round(placeOf(cost, axis) * COLUMNS);

/** Puts each run into the nearest column, and as many runs into a dot as the highest column needs. */
function columnsOf(runs: readonly RunCost[], axis: Axis): Pick<Strip, "columns" | "each"> {
  const counts = new Map<number, number>();
  for (const { cost } of runs) {
    const column = columnOf(cost, axis);
    counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const each = Math.ceil(Math.max(...counts.values()) / MOST_DOTS_HIGH);
  const columns = [...counts].map(([column, count]) => ({
    at: column / COLUMNS,
    dots: Math.ceil(count / each),
  }));
  return { columns, each };
}

/** Closer than this to an end, which has a label too, or to each other, labels would touch on a phone. */
const FROM_END = 0.3;
const APART = 0.16;

/** Round values between the ends, as many as there is room for. */
function ticksOf(axis: Axis): Strip["ticks"] {
  const ticks: Strip["ticks"] = [];
  for (const value of roundValues(axis)) {
    const at = placeOf(value, axis);
    const room = at >= FROM_END && at <= 1 - FROM_END;
    if (!room || at < (ticks.at(-1)?.at ?? 0) + APART) continue;
    ticks.push({ at, value });
  }
  return ticks;
}

function roundValues({ least, most, log }: Axis): number[] {
  if (least === most) return [];
  if (log) {
    const first = Math.ceil(Math.log10(least));
    const count = Math.floor(Math.log10(most)) - first + 1;
    return Array.from({ length: count }, (_, index) => 10 ** (first + index));
  }
  const rough = (most - least) / 4;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * magnitude).find((one) => one >= rough) ?? rough;
  const whole = Math.max(1, Math.round(step));
  const first = Math.floor(least / whole) + 1;
  const count = Math.max(0, Math.ceil(most / whole) - first);
  return Array.from({ length: count }, (_, index) => (first + index) * whole);
}
