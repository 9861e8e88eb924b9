import { verifyLedger } from "@/lib/credits/queries/verify";
import { closeDatabase } from "@/lib/platform/db";
import { linksInThread } from "../../ledger/links";

/** The result of verifying one account; the peak is the most memory that the process had taken by then. */
export type Verifying = { entries: number; seconds: number; peakMegabytes: number };

/** Verifies the accounts for which the process was started, one after another, and reports what each took. */
const links = linksInThread();
const told: Verifying[] = [];
for (const workspaceId of process.argv.slice(2)) {
  const start = performance.now();
  const verified = await verifyLedger(workspaceId, "ai", { links });
  if (!verified.ok) throw new Error(`The ledger does not add up. ${verified.difference}`);
  told.push({
    entries: verified.entries,
    seconds: (performance.now() - start) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  });
}
process.send?.(told);
links.end();
await closeDatabase();
process.disconnect();
