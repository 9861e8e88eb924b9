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

/** Of one account: how fast it is told that it is true, and the most memory that the telling process took. */
export type VerifyFigure = { entries: number; perSecond: number; peakMegabytes: number };

/**
 * Verifies the hot workspace, with at least `entries` entries that came through the door, and one with a tenth as
 * many: the memory should not tell them apart. Charges them first, when they have not as many.
 */
export async function measureVerify(
  servers: Servers,
  { entries, milliseconds }: { entries: number; milliseconds: number },
): Promise<VerifyFigure[]> {
  await makeWorkspaces([SMALL]);
  await prepareHot(SMALL);
  const figures: VerifyFigure[] = [];
  for (const [where, least] of [
    [SMALL, entries * SMALL_SHARE],
    [HOT, entries],
  ] as const) {
    const slice = { contender: "charge", where, callers: CALLERS, milliseconds } as const;
    while ((await newestOf(where)) < least) await servers.work(1, slice);
    figures.push(await verify(where));
  }
  return figures;
}

/** In a process of its own, whose memory is nobody else's. */
async function verify(workspaceId: string): Promise<VerifyFigure> {
  const child = fork(SCRIPT, [workspaceId], { execArgv: AS_THE_PRODUCT });
  const gone = once(child, "exit").then(() => []);
  const [told] = (await Promise.race([once(child, "message"), gone])) as [Verifying?];
  if (!told) throw new Error("The ledger could not be verified.");
  await gone;
  return {
    entries: told.entries,
    perSecond: Math.round(told.entries / told.seconds),
    peakMegabytes: round(told.peakMegabytes, 0),
  };
}
