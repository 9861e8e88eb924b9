import { parentPort } from "node:worker_threads";
import type { NamedAccount } from "@/lib/credits/queries/checks";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { closeDatabase } from "@/lib/platform/db";
import { linksInThread } from "./links";

/** What became of one account. */
export type Told = { entries: number; ms: number; difference: string | null };

const links = linksInThread();

/** A thread that verifies the accounts it is sent, one after another, until it is sent null. */
parentPort?.on("message", async (account: NamedAccount | null) => {
  if (!account) {
    links.end();
    await closeDatabase();
    parentPort?.close();
    return;
  }
  const began = performance.now();
  const verified = await verifyLedger(account.workspaceId, account.kind, { links });
  parentPort?.postMessage({
    entries: verified.entries,
    ms: performance.now() - began,
    difference: verified.ok ? null : verified.difference,
  } satisfies Told);
});
