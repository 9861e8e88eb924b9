"use server";
import { requestStop } from "@/lib/credits/mutations/runs";
import { runSchema } from "@/lib/credits/schema";
import { memberAction } from "@/lib/identity/action";

/** Asks a run to stop. Any member who may spend may stop: it is everybody's balance. */
export const stopRunAction = memberAction("credits:spend")
  .inputSchema(runSchema)
  .action(async ({ ctx, parsedInput }) =>
    requestStop({ workspaceId: ctx.member.workspaceId, runId: parsedInput.runId }),
  );
