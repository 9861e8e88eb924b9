import { z } from "zod";
import { type Problem, problem } from "@/lib/api/core/problem";
import { holdView } from "@/lib/api/core/views";
import type { HoldAnswer } from "@/lib/api/schema/answers";
import type { Call, Reply } from "@/lib/api/types";
import { type ApiHold, findApiHold } from "@/lib/credits/queries/holds";
import { clock } from "@/lib/platform/clock";

const holdId = z.guid().transform((id) => id.toLowerCase());

/** The hold an address names, or what to answer when this workspace has none of that id. */
export async function requireHold(
  workspaceId: string,
  id: string | undefined,
  now: Date,
): Promise<{ ok: true; hold: ApiHold } | Problem> {
  const named = holdId.safeParse(id);
  const hold = named.success ? await findApiHold(workspaceId, named.data, now) : null;
  return hold
    ? { ok: true, hold }
    : problem("not_found", "This workspace has no hold with that id.");
}

/** One hold, as it is now. */
export async function readHold(call: Call): Promise<Reply<HoldAnswer>> {
  const found = await requireHold(call.caller.workspaceId, call.params.id, clock.now());
  return found.ok ? { ok: true, answer: holdView(found.hold) } : found;
}
