import type { SignInSetup } from "@/lib/identity/core/sign-in-ways";
import { env } from "@/lib/platform/env";

/** How this installation lets people in. */
export const signInSetup: SignInSetup = {
  embedded: env.EMBEDDED,
  smtp: Boolean(env.SMTP_URL),
  github: Boolean(env.AUTH_GITHUB_ID && env.AUTH_GITHUB_SECRET),
  google: Boolean(env.AUTH_GOOGLE_ID && env.AUTH_GOOGLE_SECRET),
};
