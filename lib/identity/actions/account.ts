"use server";
import { revalidatePath } from "next/cache";
import { publicAction, userAction } from "@/lib/identity/action";
import { replacesPassword } from "@/lib/identity/core/password";
import { currentSession } from "@/lib/identity/gates";
import { changePassword } from "@/lib/identity/mutations/passwords";
import { revokeOtherSessions, revokeSession } from "@/lib/identity/mutations/sessions";
import { renameUser } from "@/lib/identity/mutations/users";
import { createAnotherWorkspace } from "@/lib/identity/mutations/workspaces";
import { signOut } from "@/lib/identity/providers/auth";
import {
  changePasswordSchema,
  newWorkspaceSchema,
  renameSchema,
  sessionSchema,
} from "@/lib/identity/schema";
import { clock } from "@/lib/platform/clock";

/** Signs this browser out: ends its session and removes its cookie. */
export const signOutAction = publicAction.action(async () => {
  const session = await currentSession();
  if (session) await revokeSession(session.user.id, session.id);
  await signOut({ redirect: false });
  return { ok: true as const, to: "/sign-in" };
});

/** Changes the name others see. */
export const renameAction = userAction
  .inputSchema(renameSchema)
  .action(async ({ ctx, parsedInput }) => {
    await renameUser(ctx.user.id, parsedInput.name);
    revalidatePath("/", "layout");
    return { ok: true as const };
  });

/** Sets a new password and signs every other browser out. */
export const changePasswordAction = userAction
  .inputSchema(changePasswordSchema)
  .action(async ({ ctx, parsedInput }) => {
    const session = await currentSession();
    const mailbox = replacesPassword(session, clock.now());
    const changed = await changePassword(ctx.user.id, parsedInput, { mailbox });
    if (!changed.ok) return changed;
    const signedOut = await revokeOtherSessions(ctx.user.id, session?.id ?? null);
    revalidatePath("/", "layout");
    return { ok: true as const, signedOut };
  });

/** Signs one of the person's browsers out. */
export const revokeSessionAction = userAction
  .inputSchema(sessionSchema)
  .action(async ({ ctx, parsedInput }) => {
    await revokeSession(ctx.user.id, parsedInput.sessionId);
    revalidatePath("/", "layout");
    return { ok: true as const };
  });

/** Signs every other browser of the person out. */
export const revokeOtherSessionsAction = userAction.action(async ({ ctx }) => {
  const signedOut = await revokeOtherSessions(ctx.user.id, await currentSessionId());
  revalidatePath("/", "layout");
  return { ok: true as const, signedOut };
});

/** Makes another workspace, owned by the person. */
export const createWorkspaceAction = userAction
  .inputSchema(newWorkspaceSchema)
  .action(async ({ ctx, parsedInput }) =>
    createAnotherWorkspace({ ...parsedInput, ownerId: ctx.user.id }),
  );

const currentSessionId = async () => (await currentSession())?.id ?? null;
