import { parentPort } from "node:worker_threads";
import { type Chained, linksHold } from "@/lib/credits/queries/verify/links";

/** A thread that says for each piece of the chain whether its links hold, until it is told to end. */
parentPort?.on("message", (chained: Chained | null) => {
  if (chained) parentPort?.postMessage(linksHold(chained));
  else parentPort?.close();
});
