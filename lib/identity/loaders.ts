import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { pageInside, safeNextPath } from "@/lib/identity/core/next-path";
import { replacesPassword } from "@/lib/identity/core/password";
import { PERMISSIONS } from "@/lib/identity/core/permissions";
import { castIsOffered } from "@/lib/identity/core/sign-in-ways";
import {
  currentSession,
  currentUser,
  requireMember,
  requirePermission,
  requireUser,
} from "@/lib/identity/gates";
import { signInSetup } from "@/lib/identity/providers/setup";
import { apiKeysOf, keysInUseBy } from "@/lib/identity/queries/api-keys";
import { findInvitation, pendingInvitations } from "@/lib/identity/queries/invitations";
import { membersOf, whoCan } from "@/lib/identity/queries/members";
import { liveSessionsOf } from "@/lib/identity/queries/sessions";
import { castMembers, credentialsOf, peekSignInLink } from "@/lib/identity/queries/sign-in";
import { findWorkspace, workspacesOf } from "@/lib/identity/queries/workspaces";
import { secretSchema } from "@/lib/identity/schema";
import { addressOf } from "@/lib/platform/client-address";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { outboxIsShown, outboxMails } from "@/lib/platform/mail";
import { limit } from "@/lib/platform/rate-limit";

/** What the sign-in page offers. Somebody who is already signed in goes on to where they were going. */
export const loadSignIn = cache(async (next: string | undefined) => {
  const path = safeNextPath(next);
  if (await currentUser()) redirect(path ?? "/workspaces");
  const { github, google } = signInSetup;
  return {
    next: path ?? undefined,
    cast: castIsOffered(signInSetup) ? await castMembers() : [],
    providers: [...(github ? (["github"] as const) : []), ...(google ? (["google"] as const) : [])],
    outbox: outboxIsShown,
  };
});

/** For the sign-up page, when nobody is signed in. Returns where the person was going. */
export const loadSignUp = cache(async (next: string | undefined) => {
  const path = safeNextPath(next);
  if (await currentUser()) redirect(path ?? "/workspaces");
  return { next: path ?? undefined };
});

/** Whom a sign-in link is for, or null if it was used. Looking does not use it up. */
export const loadSignInLink = cache(async (token: string | undefined) => {
  const secret = secretSchema.safeParse(token);
  return secret.success ? peekSignInLink(secret.data, clock.now()) : null;
});

/** An invitation as its link shows it, and who is signed in. */
export const loadInvitation = cache(async (token: string) => {
  const user = await currentUser();
  const secret = secretSchema.safeParse(token);
  const invitation = secret.success ? await findInvitation(secret.data, clock.now()) : null;
  if (invitation) return { state: "found" as const, invitation, user };

  const guess = await limit("invitation:ip", addressOf(await headers()));
  return guess.ok
    ? { state: "unknown" as const }
    : { state: "rate_limited" as const, retryAfterSeconds: guess.retryAfterSeconds };
});

/** The mails that wait on this machine. The page does not exist where mail really leaves. */
export const loadOutbox = cache(async () => {
  if (!outboxIsShown) notFound();
  return outboxMails();
});

/** The signed-in person's workspaces, for the switcher; none when nobody is signed in. */
export const loadWorkspaces = cache(async () => {
  const user = await currentUser();
  return user ? workspacesOf(user.id) : [];
});

/**
 * The gate of a page for owners and admins. It is called before the first Suspense, and no loading.tsx may stand above
 * it: once something was sent, the status can no longer be a refusal.
 */
export const mayManage = async (slug: string): Promise<void> => {
  await requirePermission(slug, "workspace:manage");
};

/** The frame around every page of a workspace: who is looking at which one, and what they may do. */
export const loadFrame = cache(async (slug: string) => {
  const member = await requireMember(slug);
  return {
    person: { name: member.name, email: member.email },
    workspace: { slug: member.workspaceSlug, name: member.workspaceName },
    timeZone: member.timeZone,
    canBuy: member.can("credits:buy"),
    canManage: member.can("workspace:manage"),
    permissions: PERMISSIONS.filter(member.can),
  };
});

/**
 * The page that leads into a workspace: straight there if there is only one. `to` is the page inside it that somebody
 * asked for.
 */
export const loadEntrance = cache(async (to: string | undefined) => {
  const user = await requireUser("/workspaces");
  const workspaces = await loadWorkspaces();
  const [only, ...others] = workspaces;
  if (!only) redirect(newWorkspacePath(to));
  if (others.length === 0) redirect(pageInside(only.slug, to));
  return {
    user,
    workspaces: workspaces.map((one) => ({ ...one, href: pageInside(one.slug, to) })),
    createHref: newWorkspacePath(to),
  };
});

const newWorkspacePath = (to: string | undefined): string =>
  to ? `/workspaces/new?${new URLSearchParams({ to })}` : "/workspaces/new";

/** Who is making another workspace, and how many they have. */
export const loadNewWorkspace = cache(async () => {
  const user = await requireUser("/workspaces/new");
  return { user, workspaces: await loadWorkspaces() };
});

/** The Profile page: the person, how they sign in, and where they are signed in. */
export const loadProfile = cache(async (slug: string) => {
  const member = await requireMember(slug);
  const now = clock.now();
  const [session, sessions, credentials] = await Promise.all([
    currentSession(),
    liveSessionsOf(member.userId, now),
    credentialsOf(member.userId),
  ]);
  return {
    name: member.name,
    email: member.email,
    timeZone: member.timeZone,
    hasPassword: credentials.hasPassword,
    replacesPassword: replacesPassword(session, now),
    sessions: sessions.map((one) => ({ ...one, isThis: one.id === session?.id })),
  };
});

/** The General page. Those who cannot change anything see who can. */
export const loadGeneral = cache(async (slug: string) => {
  const member = await requireMember(slug);
  const [workspace, managers] = await Promise.all([
    findWorkspace(member.workspaceId),
    whoCan(member.workspaceId, "workspace:manage"),
  ]);
  const host = new URL(env.APP_URL).host;
  return { workspace, host, managers, canManage: member.can("workspace:manage") };
});

/** The Members page: everybody in the workspace and, for those who invite, the open invitations. */
export const loadMembers = cache(async (slug: string) => {
  const member = await requireMember(slug);
  const canManage = member.can("members:manage");
  const now = clock.now();
  const [members, invitations, managers, keys] = await Promise.all([
    membersOf(member.workspaceId),
    canManage ? pendingInvitations(member.workspaceId, now) : [],
    whoCan(member.workspaceId, "members:manage"),
    canManage ? keysInUseBy(member.workspaceId, now) : new Map<string, number>(),
  ]);
  return {
    workspace: {
      slug: member.workspaceSlug,
      name: member.workspaceName,
      timeZone: member.timeZone,
    },
    outbox: outboxIsShown,
    me: { userId: member.userId, role: member.role },
    members: members
      .filter(({ removed }) => !removed)
      .map((one) => ({
        ...one,
        keys: keys.get(one.userId) ?? 0,
        invitations: invitations.filter(
          ({ invitedBy, expired }) => invitedBy === one.userId && !expired,
        ).length,
      })),
    invitations,
    managers,
    canManage,
  };
});

/** The API keys page. Those who may not make keys see who may, and no keys. */
export const loadApiKeys = cache(async (slug: string) => {
  const member = await requireMember(slug);
  const canManage = member.can("api-keys:manage");
  const [keys, managers] = await Promise.all([
    canManage ? apiKeysOf(member.workspaceId, clock.now()) : [],
    whoCan(member.workspaceId, "api-keys:manage"),
  ]);
  return {
    workspace: { slug: member.workspaceSlug, name: member.workspaceName },
    timeZone: member.timeZone,
    address: env.APP_URL,
    keys,
    managers,
    canManage,
  };
});
