import { writeFile } from "node:fs/promises";
import { sessionCookie } from "@/lib/identity/providers/session-cookie";
import { closeDatabase } from "@/lib/platform/db";
import { alderFinch } from "@/prisma/seed/scenarios/alder-finch";
import { SCENARIOS } from "@/prisma/seed/scenarios/small";
import { type Cast, findCast } from "@/prisma/seed/tools/workspace";
import { memberOf, settleAlderFinch } from "./world/alder-finch";
import { breakOne } from "./world/broken";
import { dispute } from "./world/disputed";
import { startImports } from "./world/imports";
import { openLetters } from "./world/letters";
import { openPurchases } from "./world/purchases";
import type { World } from "./world/types";

/** Fills an empty installation with what the screens show, and writes down where it is to be found. */
async function makeWorld(): Promise<World> {
  const cast = await findCast();
  for (const make of [alderFinch, ...["fresh", "out-of-credits", "expiring"].map(scenario)]) {
    await make(cast);
  }
  const cookies = await signedIn(cast);
  const { listId, runs } = await settleAlderFinch(cast);
  const world = {
    cookies,
    members: cast,
    listId,
    runs,
    imports: await startImports(cast),
    sessions: await openPurchases(await memberOf(cast.ines, "expiring")),
    ...(await openLetters(cast)),
  };
  await breakOne(cast);
  await dispute(cast);
  return world;
}

function scenario(name: string) {
  const found = SCENARIOS[name];
  if (!found) throw new Error(`No scenario ${name}.`);
  return found;
}

async function signedIn(cast: Cast): Promise<World["cookies"]> {
  const cookies: Partial<World["cookies"]> = {};
  for (const name of Object.keys(cast) as (keyof Cast)[]) {
    cookies[name] = await sessionCookie(cast[name]);
  }
  return cookies as World["cookies"];
}

try {
  process.exitCode = 1;
  await writeFile(process.env.WORLD ?? "", JSON.stringify(await makeWorld(), null, 2));
  process.exitCode = 0;
} finally {
  await closeDatabase();
  // The job queue has a connection of its own, and nothing to wait for.
  process.exit();
}
