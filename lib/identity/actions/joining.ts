"use server";
import { headers } from "next/headers";
import { publicAction, userAction } from "@/lib/identity/action";
import { acceptInvitation, joinAsNewPerson } from "@/lib/identity/mutations/joining";
import { signIn } from "@/lib/identity/providers/auth";
import { acceptSchema, joinSchema } from "@/lib/identity/schema";
import { addressOf } from "@/lib/platform/client-address";

/** Accepts an invitation as the signed-in person. */
export const acceptInvitationAction = userAction
  .inputSchema(acceptSchema)
  .action(async ({ ctx, parsedInput: { token } }) => acceptInvitation(token, ctx.user, await ip()));

/** Accepts an invitation as somebody new, and signs them in. */
export const joinAction = publicAction.inputSchema(joinSchema).action(async ({ parsedInput }) => {
  const joined = await joinAsNewPerson(parsedInput, await ip());
  if (!joined.ok) return joined;
  const { password } = parsedInput;
  await signIn("password", { email: joined.email, password, redirect: false });
  return { ok: true as const, slug: joined.slug };
});

const ip = async () => addressOf(await headers());
