"use server";
import { headers } from "next/headers";
import { publicAction } from "@/lib/identity/action";
import { firstPage, safeNextPath } from "@/lib/identity/core/next-path";
import { requestSignInLink } from "@/lib/identity/mutations/sign-in-link";
import { signUp } from "@/lib/identity/mutations/users";
import { SignInRefused, signIn } from "@/lib/identity/providers/auth";
import {
  castSchema,
  linkSchema,
  providerSchema,
  signInLinkSchema,
  signInSchema,
  signUpSchema,
} from "@/lib/identity/schema";
import { addressOf } from "@/lib/platform/client-address";
import { limitAll } from "@/lib/platform/rate-limit";

/** Where somebody goes who was on the way to no particular page: the page that leads to a workspace. */
const HOME = "/workspaces";

/** Signs in with a password. */
export const signInAction = publicAction
  .inputSchema(signInSchema)
  .action(async ({ parsedInput: { email, password, next } }) =>
    enter("password", { email, password }, next),
  );

/** Mails a sign-in link. */
export const requestLinkAction = publicAction
  .inputSchema(signInLinkSchema)
  .action(async ({ parsedInput }) => requestSignInLink({ ...parsedInput, ip: await ip() }));

/** Uses a sign-in link up. */
export const linkSignInAction = publicAction
  .inputSchema(linkSchema)
  .action(async ({ parsedInput: { token, next } }) => enter("link", { token }, next));

/** Signs a member of the demo cast in, where that is offered. */
export const castSignInAction = publicAction
  .inputSchema(castSchema)
  .action(async ({ parsedInput: { email, next } }) => enter("cast", { email }, next));

/** Prepares sign-in by GitHub or Google, which send the person back. Returns where to go. */
export const providerSignInAction = publicAction
  .inputSchema(providerSchema)
  .action(async ({ parsedInput: { provider, next } }) => {
    const redirectTo = safeNextPath(next) ?? HOME;
    const to: string = await signIn(provider, { redirectTo, redirect: false });
    return { ok: true as const, to };
  });

/** Makes a person and their workspace, and signs them in. */
export const signUpAction = publicAction
  .inputSchema(signUpSchema)
  .action(async ({ parsedInput: { name, email, password, workspaceName, timeZone, next } }) => {
    const from = await ip();
    const allowed = await limitAll([
      ["sign-up", `${email} ${from}`],
      ["sign-up:ip", from],
    ]);
    if (!allowed.ok) return { ...allowed, reason: "rate_limited" as const };
    const made = await signUp({ name, email, password }, { name: workspaceName, timeZone });
    if (!made.ok) return made;
    return enter("password", { email, password }, firstPage(made.slug, next));
  });

type Entered =
  | { ok: true; to: string }
  | { ok: false; reason: SignInRefused["reason"]; retryAfterSeconds?: number | undefined };

async function enter(
  way: "password" | "link" | "cast",
  proof: Record<string, string>,
  next: string | undefined,
): Promise<Entered> {
  try {
    await signIn(way, { ...proof, redirect: false });
    return { ok: true, to: safeNextPath(next) ?? HOME };
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    const { reason, retryAfterSeconds } = error;
    return { ok: false, reason, retryAfterSeconds };
  }
}

const ip = async () => addressOf(await headers());
