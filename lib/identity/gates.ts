import "server-only";
import { headers } from "next/headers";
import { forbidden, notFound, redirect } from "next/navigation";
import { cache } from "react";
import { isInstallationAdmin } from "@/lib/identity/core/installation";
import type { Permission } from "@/lib/identity/core/permissions";
import { touchSession } from "@/lib/identity/mutations/sessions";
import { sessionNamedIn } from "@/lib/identity/providers/session-cookie";
import { onAccessLost } from "@/lib/identity/queries/access-lost";
import { findAccount } from "@/lib/identity/queries/accounts";
import { findMember } from "@/lib/identity/queries/memberships";
import { findLiveSession } from "@/lib/identity/queries/sessions";
import type { Member, SignedInUser } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { traceWorkspace } from "@/lib/platform/request-id";

export type { SignedInUser } from "@/lib/identity/types";

/** The session of this request. Null if there is no cookie, or its session was revoked or has expired. */
export const currentSession = cache(async () => {
  const named = await sessionNamedIn(await headers());
  const session = named && (await findLiveSession(named.id, clock.now()));
  if (!session) return null;
  await touchSession(session);
  return { ...session, byLink: named.byLink };
});

/** Who is signed in, or null. Read once per request. */
export async function currentUser(): Promise<SignedInUser | null> {
  return (await currentSession())?.user ?? null;
}

/** Who is signed in. Anybody else is sent to the sign-in page, and back here (or to `fallback`) afterwards. */
export async function requireUser(fallback?: string): Promise<SignedInUser> {
  return (await currentUser()) ?? redirect(await signInPath(fallback));
}

const findMembership = cache(async (userId: string, slug: string) => {
  const member = await findMember(userId, slug);
  if (member) traceWorkspace(slug);
  return member;
});

/** The signed-in person's membership of the workspace with this slug, or null: for API routes. */
export async function memberOf(slug: string): Promise<Member | null> {
  const user = await currentUser();
  return user ? findMembership(user.id, slug) : null;
}

/**
 * Like `memberOf`, for a stream, which outlives its request: `untilGone` calls its argument once the session or the
 * membership has ended, and returns a function that stops watching.
 */
export async function lastingMemberOf(slug: string) {
  const session = await currentSession();
  const member = session && (await findMembership(session.user.id, slug));
  if (!member) return null;
  const seat = { sessionId: session.id, userId: member.userId, slug: member.workspaceSlug };
  return { member, untilGone: (gone: () => void) => onAccessLost(seat, gone) };
}

/** Like `memberOf`. To somebody who is not a member the workspace does not exist (not found). */
export async function requireMember(slug: string): Promise<Member> {
  const user = await requireUser(`/${slug}`);
  return (await findMembership(user.id, slug)) ?? notFound();
}

/** Like `requireMember`. Shows the forbidden page if the role does not allow `permission`. */
export async function requirePermission(slug: string, permission: Permission): Promise<Member> {
  const member = await requireMember(slug);
  return member.can(permission) ? member : forbidden();
}

/** The signed-in person, if they are an installation admin (INSTALLATION_ADMINS); null for everybody else. */
export const installationAdmin = cache(async (): Promise<SignedInUser | null> => {
  const user = await currentUser();
  if (!user || env.INSTALLATION_ADMINS.length === 0) return null;
  const account = await findAccount(user.id);
  return account && isInstallationAdmin(account, env.INSTALLATION_ADMINS) ? user : null;
});

/** Like `installationAdmin`. Whoever is not signed in goes to the sign-in page; anybody else is refused. */
export async function requireInstallationAdmin(): Promise<SignedInUser> {
  await requireUser();
  return (await installationAdmin()) ?? forbidden();
}

// Pages do not know their own address; proxy.ts passes it on in this header.
async function signInPath(fallback = "/"): Promise<string> {
  const asked = (await headers()).get("x-path") ?? fallback;
  return `/sign-in?next=${encodeURIComponent(asked)}`;
}
