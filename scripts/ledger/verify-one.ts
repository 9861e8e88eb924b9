import { parentPort } from "node:worker_threads";
import { checkLedger } from "@/lib/credits/mutations/checks";
import type { NamedAccount } from "@/lib/credits/queries/checks";
import { closeDatabase } from "@/lib/platform/db";
import { linksInThread } from "./links";

/** The result for one account. */
export type AccountResult = { entries: number; ms: number; difference: string | null };

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
  // Stored like a nightly check: the Billing page says when the balance was last checked, whoever checked it.
  const verified = await checkLedger(account, { full: true, links });
  parentPort?.postMessage({
    entries: verified.entries,
    ms: performance.now() - began,
    difference: verified.ok ? null : verified.difference,
  } satisfies AccountResult);
});
