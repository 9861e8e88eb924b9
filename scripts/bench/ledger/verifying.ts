import { verifyLedger } from "@/lib/credits/queries/verify";
import { closeDatabase } from "@/lib/platform/db";
import { linksInThread } from "../../ledger/links";

/** What came of verifying one account in a process of its own. */
export type Verifying = { entries: number; seconds: number; peakMegabytes: number };

/** Verifies the account that the process was started for, and says what that took. */
const [workspaceId = ""] = process.argv.slice(2);
const links = linksInThread();
const start = performance.now();
const verified = await verifyLedger(workspaceId, "ai", { links });
if (!verified.ok) throw new Error(`The ledger does not add up. ${verified.difference}`);
process.send?.({
  entries: verified.entries,
  seconds: (performance.now() - start) / 1000,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
} satisfies Verifying);
links.end();
await closeDatabase();
process.disconnect();
