export type Delimiter = "," | ";" | "\t";

const CANDIDATES: readonly Delimiter[] = [",", ";", "\t"];
const RECORDS = 100;

const LABELS: Record<Delimiter, string> = { ",": "comma", ";": "semicolon", "\t": "tab" };

/** How the screen names a delimiter. */
export const delimiterLabel = (delimiter: string): string =>
  LABELS[delimiter as Delimiter] ?? delimiter;

/**
 * The delimiter of a file, from a sample of its text: the candidate that splits the most records into the same number
 * of fields, counted outside quotes. A file of one column has none; a comma does no harm there.
 */
export function sniffDelimiter(sample: string): Delimiter {
  const counts = countOutsideQuotes(sample);
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const candidate of CANDIDATES) {
    const score = agreement(counts.map((record) => record[candidate]));
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  return best;
}

type Counts = Record<Delimiter, number>;

function countOutsideQuotes(sample: string): Counts[] {
  const records = sample.replace(/"[^"]*("|$)/g, "").split(/\r\n|\n|\r/);
  return records
    .filter((record) => record !== "")
    .slice(0, RECORDS)
    .map((record) => ({
      ",": record.split(",").length - 1,
      ";": record.split(";").length - 1,
      "\t": record.split("\t").length - 1,
    }));
}

/** How many records share the most common count above zero. If records agree equally well, more fields are better. */
function agreement(counts: readonly number[]): number {
  const times = new Map<number, number>();
  for (const count of counts) if (count > 0) times.set(count, (times.get(count) ?? 0) + 1);
  let best = 0;
  for (const [count, found] of times) best = Math.max(best, found + Math.min(count, 50) / 1_000);
  return best;
}
