import { decode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { changePassword } from "@/lib/identity/mutations/passwords";
import { findProviderUser, signInWithProvider } from "@/lib/identity/mutations/provider-accounts";
import {
  openSession,
  revokeOtherSessions,
  revokeSession,
  touchSession,
} from "@/lib/identity/mutations/sessions";
import { signInAsCast, signInWithPassword } from "@/lib/identity/mutations/sign-in";
import { requestSignInLink, signInWithLink } from "@/lib/identity/mutations/sign-in-link";
import { createUser } from "@/lib/identity/mutations/users";
import { sessionCookie, sessionNamedIn } from "@/lib/identity/providers/session-cookie";
import { findLiveSession, liveSessionsOf } from "@/lib/identity/queries/sessions";
import { db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { outboxMails } from "@/lib/platform/mail";

const PASSWORD = "correct horse battery";
const address = () => `${newId()}@example.com`;
// A different address for each try, so that tries in one test do not count in another.
const somewhere = () => newId();

async function person(
  details: { email?: string; password?: string; emailVerified?: boolean } = {},
) {
  const email = details.email ?? address();
  const made = await createUser({ name: "Priya Raman", ...details, email });
  if (!made.ok) throw new Error(made.reason);
  return { email, userId: made.userId };
}

async function linkFor(email: string, next?: string): Promise<URL> {
  expect(await requestSignInLink({ email, ip: somewhere(), next })).toEqual({ ok: true });
  const mail = (await outboxMails()).find(({ recipient }) => recipient === email);
  return new URL(mail?.text.match(/https?:\S+/)?.[0] ?? "");
}
const tokenOf = (link: URL) => link.searchParams.get("token") ?? "";

test("a password signs in; a wrong one, an unknown person and a person without one are refused alike", async () => {
  const { email, userId } = await person({ password: PASSWORD });
  const without = await createUser({ email: address(), name: "No Password" });
  expect(without.ok).toBe(true);
  const attempt = (given: string, password: string) =>
    signInWithPassword({ email: given, password, ip: somewhere() });

  expect(await attempt(` ${email.toUpperCase()} `, PASSWORD)).toEqual({ ok: true, userId });
  expect(await attempt(email, `${PASSWORD} `)).toEqual({ ok: false, reason: "wrong" });
  expect(await attempt(address(), PASSWORD)).toEqual({ ok: false, reason: "wrong" });
});

test("an unknown person takes about as much work as a wrong password", async () => {
  const { email } = await person({ password: PASSWORD });
  // The time of this process alone, whatever else the machine is doing.
  const median = async (given: () => string) => {
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const before = process.cpuUsage();
      await signInWithPassword({ email: given(), password: "wrong", ip: somewhere() });
      const { user, system } = process.cpuUsage(before);
      times.push(user + system);
    }
    return times.sort((a, b) => a - b)[1] ?? 0;
  };
  await median(address);
  const [unknown, known] = [await median(address), await median(() => email)];
  expect(unknown / known).toBeGreaterThan(0.3);
  expect(unknown / known).toBeLessThan(3);
});

test("the stored form holds salt and parameters, never the password, and differs each time", async () => {
  const [one, two] = await Promise.all([
    person({ password: PASSWORD }),
    person({ password: PASSWORD }),
  ]);
  const rows = await db.user.findMany({ where: { id: { in: [one.userId, two.userId] } } });
  expect(rows[0]?.passwordHash).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(rows[0]?.passwordHash).not.toBe(rows[1]?.passwordHash);
  expect(JSON.stringify(rows)).not.toContain(PASSWORD);
});

test("wrong passwords are stopped after eight, for that address from there, with the time to wait", async () => {
  const { email } = await person({ password: PASSWORD });
  const ip = somewhere();
  const attempt = (password: string, from = ip) =>
    signInWithPassword({ email, password, ip: from });
  for (let round = 0; round < 8; round += 1) {
    expect(await attempt("wrong")).toEqual({ ok: false, reason: "wrong" });
  }
  const refused = await attempt(PASSWORD);
  expect(refused).toMatchObject({ ok: false, reason: "rate_limited" });
  expect(refused).toHaveProperty("retryAfterSeconds");
  if (!refused.ok && refused.reason === "rate_limited") {
    expect(refused.retryAfterSeconds).toBeGreaterThan(14 * 60);
    expect(refused.retryAfterSeconds).toBeLessThanOrEqual(15 * 60);
  }
  expect(await attempt(PASSWORD, somewhere())).toMatchObject({ ok: true });
});

test("a right password forgets the wrong ones before it", async () => {
  const { email } = await person({ password: PASSWORD });
  const ip = somewhere();
  for (let round = 0; round < 10; round += 1) {
    const password = round === 4 || round === 9 ? PASSWORD : "wrong";
    const answer = await signInWithPassword({ email, password, ip });
    expect(answer.ok).toBe(password === PASSWORD);
  }
});

test("tries at once are all counted", async () => {
  const [email, ip] = [address(), somewhere()];
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => requestSignInLink({ email, ip })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(4);
});

test("a sign-in link works once, even when opened many times at once, and keeps a safe way back", async () => {
  const { email, userId } = await person({ emailVerified: true });
  const link = await linkFor(email, "/acme/settings");
  expect(link.pathname).toBe("/sign-in/link");
  expect(link.searchParams.get("next")).toBe("/acme/settings");

  const opened = await Promise.all(Array.from({ length: 8 }, () => signInWithLink(tokenOf(link))));
  expect(opened.filter(({ ok }) => ok)).toEqual([{ ok: true, userId }]);
  expect(await signInWithLink(tokenOf(link))).toEqual({ ok: false, reason: "link_spent" });
  expect((await linkFor(email, "https://evil.example")).searchParams.has("next")).toBe(false);
});

test("a sign-in link is over after 15 minutes, and its secret is not in the database", async () => {
  const { email } = await person();
  const token = tokenOf(await linkFor(email));
  const row = await db.verificationToken.findFirstOrThrow({ where: { identifier: email } });
  expect(row.token).not.toContain(token);
  expect(row.expires.getTime() - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  await db.verificationToken.updateMany({
    where: { identifier: email },
    data: { expires: new Date() },
  });
  expect(await signInWithLink(token)).toEqual({ ok: false, reason: "link_spent" });
});

test("an address without an account is told so by mail only", async () => {
  const email = address();
  const link = await linkFor(email);
  expect(link.pathname).toBe("/sign-up");
  expect(await db.verificationToken.count({ where: { identifier: email } })).toBe(0);
});

test("the first proof of an address clears the password and sessions set up before it", async () => {
  const { email, userId } = await person({ password: PASSWORD });
  const squatter = await openSession(userId);
  expect(await signInWithLink(tokenOf(await linkFor(email)))).toEqual({ ok: true, userId });
  expect(await findLiveSession(squatter, new Date())).toBeNull();
  const attempt = await signInWithPassword({ email, password: PASSWORD, ip: somewhere() });
  expect(attempt).toEqual({ ok: false, reason: "wrong" });

  expect(await changePassword(userId, { current: "", password: PASSWORD })).toEqual({ ok: true });
  expect((await signInWithLink(tokenOf(await linkFor(email)))).ok).toBe(true);
  expect((await signInWithPassword({ email, password: PASSWORD, ip: somewhere() })).ok).toBe(true);
});

test("whoever has just shown that the mailbox is theirs replaces a password that they do not know", async () => {
  const { email, userId } = await person({ password: PASSWORD, emailVerified: true });
  const change = { current: "", password: "another password" };
  expect(await changePassword(userId, change)).toEqual({ ok: false, reason: "wrong" });
  expect(await changePassword(userId, change, { mailbox: true })).toEqual({ ok: true });
  const signIn = (password: string) => signInWithPassword({ email, password, ip: somewhere() });
  expect((await signIn(change.password)).ok).toBe(true);
  expect((await signIn(PASSWORD)).ok).toBe(false);
});

test("the cast signs in without a secret only where it is offered, and nobody else ever does", async () => {
  const embedded = { embedded: true, smtp: false, github: false, google: false };
  const cast = await person({ email: `${newId()}@alderfinch.example` });
  const other = await person();
  const refused = { ok: false, reason: "not_offered" };

  expect(await signInAsCast(cast.email, embedded)).toEqual({ ok: true, userId: cast.userId });
  expect(await signInAsCast(other.email, embedded)).toEqual(refused);
  expect(await signInAsCast("nobody@alderfinch.example", embedded)).toEqual(refused);
  for (const change of [{ embedded: false }, { smtp: true }, { github: true }, { google: true }]) {
    expect(await signInAsCast(cast.email, { ...embedded, ...change })).toEqual(refused);
  }
  // As this process is set up: not embedded.
  expect(await signInAsCast(cast.email)).toEqual(refused);
});

test("a revoked session is over at once; the others of the person live on", async () => {
  const { userId } = await person();
  const [here, there, third] = [
    await openSession(userId, "Firefox"),
    await openSession(userId, "Safari"),
    await openSession(userId),
  ];
  const stranger = await person();
  expect(await revokeSession(stranger.userId, here)).toBe(false);
  expect(await revokeSession(userId, there)).toBe(true);
  expect(await findLiveSession(there, new Date())).toBeNull();
  expect(await findLiveSession(here, new Date())).toMatchObject({ user: { id: userId } });
  expect(await revokeOtherSessions(userId, here)).toBe(1);
  expect(await findLiveSession(third, new Date())).toBeNull();
  expect(await liveSessionsOf(userId, new Date())).toMatchObject([
    { id: here, userAgent: "Firefox" },
  ]);
});

test("a session ends after 30 days, and notes its use at most every five minutes", async () => {
  const { userId } = await person();
  const id = await openSession(userId);
  const days = (count: number) => new Date(Date.now() + count * 24 * 3600_000);
  expect(await findLiveSession(id, days(29.9))).not.toBeNull();
  expect(await findLiveSession(id, days(30.1))).toBeNull();

  const seen = async () => (await db.userSession.findUniqueOrThrow({ where: { id } })).lastSeenAt;
  const before = await seen();
  await touchSession({ id, lastSeenAt: before });
  expect(await seen()).toEqual(before);
  const old = days(-1);
  await db.userSession.update({ where: { id }, data: { lastSeenAt: old } });
  await touchSession({ id, lastSeenAt: old });
  expect((await seen()).getTime()).toBeGreaterThan(before.getTime() - 1000);
});

test("the cookie names a session and nothing else, and one of another key is none", async () => {
  const { userId } = await person();
  const { name, value } = await sessionCookie(userId);
  const named = await sessionNamedIn(new Headers({ cookie: `theme=dark; ${name}=${value}` }));
  expect(named?.byLink).toBe(false);
  expect(await findLiveSession(named?.id ?? "", new Date())).toMatchObject({
    user: { id: userId },
  });
  const claims = await decode({ token: value, secret: env.AUTH_SECRET, salt: name });
  expect(Object.keys(claims ?? {}).sort()).toEqual(["exp", "iat", "jti", "sid", "sub"]);
  expect(
    await sessionNamedIn(new Headers({ cookie: `${name}=${value.slice(0, -2)}xx` })),
  ).toBeNull();
  expect(await sessionNamedIn(new Headers({ authorization: `Bearer ${value}` }))).toBeNull();
});

test("a provider makes an account once, and joins an existing one only when both proved the address", async () => {
  const at = (providerAccountId: string, email: string | null, emailVerified: boolean) =>
    signInWithProvider({
      provider: "google",
      type: "oidc",
      providerAccountId,
      email,
      emailVerified,
      name: null,
    });
  const email = address();
  const first = await at("1", email, true);
  expect(first.ok).toBe(true);
  expect(await at("1", "changed@example.com", true)).toEqual(first);
  expect(await findProviderUser("google", "1")).toBe(first.ok ? first.userId : "");
  expect(await at("2", null, true)).toEqual({ ok: false, reason: "no_email" });

  const unproved = await person();
  expect(await at("3", unproved.email, true)).toEqual({ ok: false, reason: "email_taken" });
  const proved = await person({ emailVerified: true });
  expect(await at("4", proved.email, false)).toEqual({ ok: false, reason: "email_taken" });
  expect(await at("4", proved.email, true)).toEqual({ ok: true, userId: proved.userId });
});

test("a provider's name for somebody turns around nothing, and a blank one is their address", async () => {
  const named = async (name: string) => {
    const email = address();
    const made = await signInWithProvider({
      provider: "github",
      type: "oauth",
      providerAccountId: newId(),
      email,
      emailVerified: true,
      name,
    });
    const id = made.ok ? made.userId : "";
    return { email, name: (await db.user.findUniqueOrThrow({ where: { id } })).name };
  };
  expect((await named("Ines\u202e\r\n Carvalho\u0000")).name).toBe("Ines Carvalho");
  expect((await named("x".repeat(300))).name).toHaveLength(80);
  const blank = await named("\u200b\u2066");
  expect(blank.name).toBe(blank.email.split("@")[0]);
});
