/** The result of driving one kind of work for a while. Latencies in milliseconds. */
export type Driven = { done: number; seconds: number; latencies: number[] };

/** Lets `callers` repeat `work` for `milliseconds`; each waits for its own answer before it asks again. */
export async function drive(
  work: () => Promise<unknown>,
  callers: number,
  milliseconds: number,
): Promise<Driven> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + milliseconds;
  const caller = async () => {
    for (let asked = performance.now(); asked < end; ) {
      await work();
      const answered = performance.now();
      latencies.push(answered - asked);
      asked = answered;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { done: latencies.length, seconds: (performance.now() - start) / 1000, latencies };
}

/** Several servers driven at the same time, taken as one. */
export const together = (parts: readonly Driven[]): Driven => ({
  done: parts.reduce((sum, { done }) => sum + done, 0),
  seconds: Math.max(...parts.map(({ seconds }) => seconds)),
  latencies: parts.flatMap(({ latencies }) => latencies),
});

export const rateOf = ({ done, seconds }: Driven): number => done / seconds;

/** The value below which `share` of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));
