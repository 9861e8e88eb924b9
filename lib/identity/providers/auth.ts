import { headers } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig, type Profile } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { findProviderUser, signInWithProvider } from "@/lib/identity/mutations/provider-accounts";
import { openSession } from "@/lib/identity/mutations/sessions";
import { signInAsCast, signInWithPassword } from "@/lib/identity/mutations/sign-in";
import { signInWithLink } from "@/lib/identity/mutations/sign-in-link";
import {
  SESSION_SECONDS,
  secureCookies,
  sessionCookieName,
} from "@/lib/identity/providers/session-cookie";
import { signInSetup } from "@/lib/identity/providers/setup";
import { findLiveSession } from "@/lib/identity/queries/sessions";
import { emailSchema, passwordSchema, secretSchema } from "@/lib/identity/schema";
import { addressOf } from "@/lib/platform/client-address";
import { clock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { logger } from "@/lib/platform/logger";

/** Why signing in was refused, for the action that asked. `retryAfterSeconds` only if there were too many tries. */
export class SignInRefused extends CredentialsSignin {
  constructor(
    readonly reason: "wrong" | "rate_limited" | "link_spent" | "not_offered",
    readonly retryAfterSeconds?: number,
  ) {
    super();
    this.code = reason;
  }
}

type Answer =
  | { ok: true; userId: string }
  | { ok: false; reason: SignInRefused["reason"]; retryAfterSeconds?: number };

function admit(answer: Answer): { id: string } {
  if (answer.ok) return { id: answer.userId };
  throw new SignInRefused(answer.reason, answer.retryAfterSeconds);
}

// The rules are in the mutations, so that they also apply to a request straight to Auth.js's own address.
const password = Credentials({
  id: "password",
  credentials: { email: {}, password: {} },
  async authorize(raw, request) {
    const input = passwordSchema.safeParse(raw);
    if (!input.success) throw new SignInRefused("wrong");
    const ip = addressOf(request.headers);
    return admit(await signInWithPassword({ ...input.data, ip }));
  },
});

const link = Credentials({
  id: "link",
  credentials: { token: {} },
  async authorize(raw) {
    const token = secretSchema.safeParse(raw.token);
    return admit(
      token.success ? await signInWithLink(token.data) : { ok: false, reason: "link_spent" },
    );
  },
});

const cast = Credentials({
  id: "cast",
  credentials: { email: {} },
  authorize: async ({ email }) => admit(await signInAsCast(String(email))),
});

const github = GitHub({
  clientId: env.AUTH_GITHUB_ID ?? "",
  clientSecret: env.AUTH_GITHUB_SECRET ?? "",
});
const google = Google({
  clientId: env.AUTH_GOOGLE_ID ?? "",
  clientSecret: env.AUTH_GOOGLE_SECRET ?? "",
});

type Callbacks = NonNullable<NextAuthConfig["callbacks"]>;

const letIn: NonNullable<Callbacks["signIn"]> = async ({ user, account, profile }) => {
  if (!account || account.type === "credentials") return true;
  const answer = await signInWithProvider({
    provider: account.provider,
    providerAccountId: account.providerAccountId,
    type: account.type,
    email: emailSchema.safeParse(user.email).data ?? null,
    emailVerified: isProved(profile),
    name: user.name ?? null,
  });
  return answer.ok || `/sign-in?error=${answer.reason}`;
};

// At sign-in the cookie gets the id of a session; later requests keep it only while that session lives.
const claims: NonNullable<Callbacks["jwt"]> = async ({ token, user, account }) => {
  if (!account) {
    const sid = typeof token.sid === "string" ? token.sid : null;
    return sid && (await findLiveSession(sid, clock.now())) ? token : null;
  }
  const userId =
    account.type === "credentials"
      ? user.id
      : await findProviderUser(account.provider, account.providerAccountId);
  if (!userId) return null;
  const sid = await openSession(userId, (await headers()).get("user-agent"));
  return { sub: userId, sid, ...(account.provider === "link" ? { byLink: true } : {}) };
};

const isProved = (profile: Profile | undefined): boolean => profile?.email_verified === true;

export const { handlers, signIn, signOut } = NextAuth({
  secret: env.AUTH_SECRET,
  trustHost: true,
  useSecureCookies: secureCookies,
  cookies: { sessionToken: { name: sessionCookieName } },
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    password,
    link,
    cast,
    ...(signInSetup.github ? [github] : []),
    ...(signInSetup.google ? [google] : []),
  ],
  callbacks: {
    signIn: letIn,
    jwt: claims,
    session: ({ session }) => ({ expires: session.expires, user: {} }),
  },
  logger: {
    error: (error) => {
      if (!(error instanceof CredentialsSignin)) logger.error({ kind: error.name }, "sign-in");
    },
    warn: (code) => logger.warn({ code }, "sign-in"),
    debug: () => {},
  },
});
