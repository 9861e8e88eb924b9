import { cpus, loadavg } from "node:os";
import { closeDatabase } from "@/lib/platform/db";
import { stopWorkers } from "@/lib/platform/queue";
import { round } from "./ledger/drive";

type Bench<Found> = {
  measure: () => Promise<Found>;
  show?: (found: Found) => void;
};

const loadNow = (): number => round(loadavg()[0] ?? 0);

/**
 * Runs a bench: measures, closes the database, shows what was found, and ends with one line of JSON, which also says
 * how busy the machine was before and after.
 */
export async function runBench<Found extends object>({ measure, show }: Bench<Found>) {
  const before = loadNow();
  const found = await measure();
  const machine = { cores: cpus().length, load: [before, loadNow()] };
  await stopWorkers();
  await closeDatabase();
  show?.(found);
  console.log(JSON.stringify({ machine, ...found }));
}
