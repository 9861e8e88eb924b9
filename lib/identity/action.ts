import "server-only";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";
import type { Permission } from "@/lib/identity/core/permissions";
import { currentUser, installationAdmin, memberOf } from "@/lib/identity/gates";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";

const action = createSafeActionClient({
  handleServerError: (error) => {
    if (error instanceof AppError) return error.code;
    logger.error({ err: error }, "a server action failed");
    return "internal";
  },
});

const addressed = z.object({ workspace: z.string() });

/** A server action by anyone: signing in, signing up, joining. Each limits its own use. */
export const publicAction = action;

/** A server action by anyone who is signed in. */
export const userAction = action.use(async ({ next }) => {
  const user = await currentUser();
  if (!user) throw new AppError("unauthenticated");
  return next({ ctx: { user } });
});

/** A server action by an installation admin. */
export const installationAction = userAction.use(async ({ next }) => {
  const admin = await installationAdmin();
  if (!admin) throw new AppError("forbidden");
  return next({ ctx: { admin } });
});

/**
 * A server action by a signed-in member who has `permission`, in the workspace whose slug is the input's `workspace`
 * field, which every such action's schema has.
 */
export const memberAction = (permission: Permission) =>
  action.use(async ({ next, clientInput }) => {
    // First of all: somebody who was signed out while filling in a form must see that, not that the workspace is gone.
    if (!(await currentUser())) throw new AppError("unauthenticated");
    const input = addressed.safeParse(clientInput);
    const member = input.success ? await memberOf(input.data.workspace) : null;
    if (!member) throw new AppError("not_found");
    if (!member.can(permission)) throw new AppError("forbidden");
    return next({ ctx: { member } });
  });
