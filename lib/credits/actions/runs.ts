"use server";
import { enqueueCheck } from "@/lib/credits/mutations/checks";
import { requestStop, undoRun } from "@/lib/credits/mutations/runs";
import { waitLonger } from "@/lib/credits/mutations/waiting";
import { balanceSchema, runSchema } from "@/lib/credits/schema";
import { memberAction } from "@/lib/identity/action";
import { clock } from "@/lib/platform/clock";
import { limit } from "@/lib/platform/rate-limit";

/** Asks a run to stop. Any member who may spend may stop: it is everybody's balance. */
export const stopRunAction = memberAction("credits:spend")
  .inputSchema(runSchema)
  .action(async ({ ctx, parsedInput }) =>
    requestStop({ workspaceId: ctx.member.workspaceId, runId: parsedInput.runId }),
  );

/** Takes back the start of a run that has not begun yet. */
export const undoRunAction = memberAction("credits:spend")
  .inputSchema(runSchema)
  .action(async ({ ctx, parsedInput }) =>
    undoRun({ workspaceId: ctx.member.workspaceId, runId: parsedInput.runId }),
  );

/** Lets a run wait longer for its credits. */
export const waitLongerAction = memberAction("credits:spend")
  .inputSchema(runSchema)
  .action(async ({ ctx, parsedInput }) =>
    waitLonger({ workspaceId: ctx.member.workspaceId, runId: parsedInput.runId }),
  );

/** Has a balance recomputed from its first entry on. Returns the time of the request: a check that is later is the result. */
export const checkLedgerAction = memberAction("credits:adjust")
  .inputSchema(balanceSchema)
  .action(async ({ ctx: { member }, parsedInput: { kind } }) => {
    const allowed = await limit("check-ledger", member.workspaceId);
    if (!allowed.ok) return { ok: false as const, retryAfterSeconds: allowed.retryAfterSeconds };
    const askedAt = clock.now().toISOString();
    await enqueueCheck({ workspaceId: member.workspaceId, kind }, { full: true });
    return { ok: true as const, askedAt };
  });
