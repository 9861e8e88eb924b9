import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { round } from "./drive";
import { prepareHot } from "./prepare";
import { AS_THE_PRODUCT, type Servers } from "./servers";
import type { Verifying } from "./verifying";
import { HOT, idOf, makeWorkspaces, newestOf } from "./workspaces";

const SCRIPT = fileURLToPath(new URL("verifying.ts", import.meta.url));
const CALLERS = 256;
const SMALL = idOf("workspace to verify");
const SMALL_SHARE = 0.1;

/** For one account: how fast it is verified, and the most memory that the process has taken so far. */
export type VerifyFigure = { entries: number; perSecond: number; peakMegabytes: number };

/**
 * Verifies a workspace and then the hot one, which has at least `entries` entries, ten times as many, and should take
 * no more memory. All entries came through the door; charges are added if there are too few.
 */
export async function measureVerify(
  servers: Servers,
  { entries, milliseconds }: { entries: number; milliseconds: number },
): Promise<VerifyFigure[]> {
  await makeWorkspaces([SMALL]);
  await prepareHot(SMALL);
  for (const [where, least] of [
    [SMALL, entries * SMALL_SHARE],
    [HOT, entries],
  ] as const) {
    const slice = { contender: "charge", where, callers: CALLERS, milliseconds } as const;
    while ((await newestOf(where)) < least) await servers.work(1, slice);
  }
  return (await verify([SMALL, HOT])).map((told) => ({
    entries: told.entries,
    perSecond: Math.round(told.entries / told.seconds),
    peakMegabytes: round(told.peakMegabytes, 0),
  }));
}

/** In a process of its own, so that its memory is that of verifying alone; the first account also warms it up. */
async function verify(workspaceIds: readonly string[]): Promise<Verifying[]> {
  const child = fork(SCRIPT, workspaceIds, { execArgv: AS_THE_PRODUCT });
  const gone = once(child, "exit");
  const [told] = await Promise.race([once(child, "message"), gone.then((): unknown[] => [])]);
  if (!told) throw new Error("The ledger could not be verified.");
  await gone;
  return told as Verifying[];
}
