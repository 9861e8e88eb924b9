"use server";

import { requestStop } from "@/lib/credits/mutations/runs";
import { balanceOf } from "@/lib/credits/queries/balance";
import { memberAction } from "@/lib/identity/action";
import { discardImport, rereadImport } from "@/lib/leads/mutations/imports";
import { createList, deleteList, renameList } from "@/lib/leads/mutations/lists";
import { switchSourcing } from "@/lib/leads/mutations/sourcing";
import { startImport } from "@/lib/leads/mutations/start";
import { findImport } from "@/lib/leads/queries/imports";
import {
  createListSchema,
  deleteListSchema,
  discardImportSchema,
  renameListSchema,
  rereadImportSchema,
  startImportSchema,
  stopImportSchema,
  switchSourcingSchema,
} from "@/lib/leads/schema";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

export const createListAction = memberAction("leads:edit")
  .inputSchema(createListSchema)
  .action(async ({ ctx, parsedInput: { name } }) => {
    const { workspaceId, userId: createdBy } = ctx.member;
    return createList({ workspaceId, name, createdBy, now: clock.now() });
  });

export const renameListAction = memberAction("leads:edit")
  .inputSchema(renameListSchema)
  .action(async ({ ctx, parsedInput: { listId, name } }) => {
    if (!(await renameList(ctx.member.workspaceId, listId, name))) throw new AppError("not_found");
  });

export const deleteListAction = memberAction("leads:edit")
  .inputSchema(deleteListSchema)
  .action(({ ctx, parsedInput }) => deleteList(ctx.member.workspaceId, parsedInput.listId));

export const rereadImportAction = memberAction("leads:edit")
  .inputSchema(rereadImportSchema)
  .action(async ({ ctx, parsedInput: { importId, form } }) => {
    const { workspaceId } = ctx.member;
    if (!(await rereadImport(workspaceId, importId, form, clock.now()))) {
      throw new AppError("conflict");
    }
    return { ok: true };
  });

export const discardImportAction = memberAction("leads:edit")
  .inputSchema(discardImportSchema)
  .action(async ({ ctx, parsedInput }) => ({
    discarded: await discardImport(ctx.member.workspaceId, parsedInput.importId, clock.now()),
  }));

export const startImportAction = memberAction("leads:edit")
  .inputSchema(startImportSchema)
  .action(async ({ ctx, parsedInput: { workspace: _, ...chosen } }) => {
    const { workspaceId, userId: actorId, can } = ctx.member;
    if (!can("credits:spend")) throw new AppError("forbidden");
    const undoFor = env.UNDO_SECONDS * 1_000;
    const answer = await startImport({
      ...chosen,
      undoFor,
      workspaceId,
      actorId,
      now: clock.now(),
    });
    if (!answer.ok) return answer;
    return { ...answer, balance: await balanceOf(workspaceId, "lead", clock.now()) };
  });

export const stopImportAction = memberAction("leads:edit")
  .inputSchema(stopImportSchema)
  .action(async ({ ctx, parsedInput: { importId } }) => {
    const { workspaceId } = ctx.member;
    const runId = (await findImport(workspaceId, importId))?.runId;
    if (!runId) throw new AppError("not_found");
    return requestStop({ workspaceId, runId });
  });

export const switchSourcingAction = memberAction("workspace:manage")
  .inputSchema(switchSourcingSchema)
  .action(async ({ ctx, parsedInput: { enabled } }) => {
    const { workspaceId, userId } = ctx.member;
    return switchSourcing(workspaceId, { enabled, by: userId, now: clock.now() });
  });
