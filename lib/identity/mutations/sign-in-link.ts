import { noAccountMail, signInLinkMail } from "@/lib/identity/core/mails";
import { safeNextPath } from "@/lib/identity/core/next-path";
import { revokeIn } from "@/lib/identity/mutations/sessions";
import type { RateLimited, SignedIn } from "@/lib/identity/mutations/sign-in";
import { normalEmail } from "@/lib/identity/mutations/users";
import { clock } from "@/lib/platform/clock";
import { db, type Tx } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { hashSecret, newSecret } from "@/lib/platform/ids";
import { sendMail } from "@/lib/platform/mail";
import { limitAll } from "@/lib/platform/rate-limit";

const LINK_MINUTES = 15;

/**
 * Mails a link that signs in once. An address without an account gets a mail that says so; the screen is the same in
 * both cases.
 */
export async function requestSignInLink(wish: {
  email: string;
  ip: string;
  next?: string | undefined;
}): Promise<{ ok: true } | RateLimited> {
  const email = normalEmail(wish.email);
  const allowed = await limitAll([
    ["sign-in-link", `${email} ${wish.ip}`],
    ["sign-in-link:address", email],
    ["sign-in-link:ip", wish.ip],
  ]);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" };

  const known = await db.user.findUnique({ where: { email }, select: { id: true } });
  const mail = known
    ? signInLinkMail(await newLink(email, wish.next))
    : noAccountMail(new URL("/sign-up", env.APP_URL).href);
  await sendMail({ to: email, ...mail });
  return { ok: true };
}

/**
 * Uses a sign-in link. The first link that proves an address clears whatever was set up for it before, since whoever
 * did that had not shown that the mailbox is theirs.
 */
export async function signInWithLink(
  secret: string,
): Promise<SignedIn | { ok: false; reason: "link_spent" }> {
  return db.$transaction(async (tx) => {
    const spent = await tx.$queryRaw<{ identifier: string }[]>`
      delete from verification_token
       where token = ${hashSecret(secret)} and expires > ${clock.now()}
       returning identifier`;
    const email = spent[0]?.identifier;
    const user = email ? await tx.user.findUnique({ where: { email } }) : null;
    if (!user) return { ok: false, reason: "link_spent" };
    if (!user.emailVerified) await proveAddress(tx, user.id);
    return { ok: true, userId: user.id };
  });
}

async function newLink(email: string, next: string | undefined): Promise<string> {
  const now = clock.now();
  const secret = newSecret();
  await db.verificationToken.deleteMany({ where: { identifier: email, expires: { lte: now } } });
  await db.verificationToken.create({
    data: {
      identifier: email,
      token: hashSecret(secret),
      expires: new Date(now.getTime() + LINK_MINUTES * 60_000),
    },
  });

  const url = new URL("/sign-in/link", env.APP_URL);
  url.searchParams.set("token", secret);
  const path = safeNextPath(next);
  if (path) url.searchParams.set("next", path);
  return url.href;
}

async function proveAddress(tx: Tx, userId: string): Promise<void> {
  await tx.user.update({
    where: { id: userId },
    data: { emailVerified: clock.now(), passwordHash: null },
  });
  await tx.oauthAccount.deleteMany({ where: { userId } });
  await revokeIn(tx, userId);
}
