import { encode, getToken } from "next-auth/jwt";
import { openSession, SESSION_DAYS } from "@/lib/identity/mutations/sessions";
import { env } from "@/lib/platform/env";

export const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60;

export const secureCookies = env.APP_URL.startsWith("https:");

/**
 * Over https the cookie is Secure and belongs to this host alone, and its name makes browsers enforce both: a cookie
 * that a neighbouring host sets for a whole domain is never accepted instead.
 */
export const sessionCookieName = `${secureCookies ? "__Host-" : ""}authjs.session-token`;

/**
 * What the signed and encrypted cookie says: whose it is, which session it names, and whether that began with a link.
 * Nothing else.
 */
export type SessionClaims = { sub: string; sid: string; byLink?: true };

/** The session that the request's cookie names, if the cookie is one of ours. It may be revoked. */
export async function sessionNamedIn(
  headers: Headers,
): Promise<{ id: string; byLink: boolean } | null> {
  const token = await getToken({
    req: { headers: new Headers({ cookie: headers.get("cookie") ?? "" }) },
    secret: env.AUTH_SECRET,
    cookieName: sessionCookieName,
  });
  return typeof token?.sid === "string" ? { id: token.sid, byLink: token.byLink === true } : null;
}

/** Signs a browser in without a form: opens a session and makes its cookie. For journeys and tools. */
export async function sessionCookie(userId: string): Promise<{ name: string; value: string }> {
  const claims: SessionClaims = { sub: userId, sid: await openSession(userId, "sessionCookie") };
  const value = await encode({
    token: claims,
    secret: env.AUTH_SECRET,
    salt: sessionCookieName,
    maxAge: SESSION_SECONDS,
  });
  return { name: sessionCookieName, value };
}
