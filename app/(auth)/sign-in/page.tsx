import type { Metadata } from "next";
import { AuthHeading, Or } from "@/components/identity/auth-sheet";
import { CastSignIn } from "@/components/identity/cast-sign-in";
import { PasswordSignIn } from "@/components/identity/password-sign-in";
import { ProviderSignIn } from "@/components/identity/provider-sign-in";
import { FormFailure } from "@/components/ui/form-failure";
import { Link } from "@/components/ui/link";
import { loadSignIn } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<{ next?: string; error?: string }> };

const PROVIDER_ERRORS: Record<string, string> = {
  no_email: "The provider did not tell an e-mail address. Use another way to sign in.",
  email_taken:
    "An account with this address exists already. Sign in the way you did before, by password or by link.",
};

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next: wanted, error } = await searchParams;
  const { next, cast, providers, outbox } = await loadSignIn(one(wanted));
  const failed = one(error);
  return (
    <>
      <AuthHeading title="Sign in" />
      {failed ? (
        <div className="mb-5">
          <FormFailure>
            {PROVIDER_ERRORS[failed] ?? "Signing in there did not work. Use another way."}
          </FormFailure>
        </div>
      ) : null}
      {cast.length > 0 ? (
        <section aria-labelledby="cast">
          <h2 id="cast">{cast[0]?.workspace}, the demo workspace</h2>
          <p className="mb-2 text-muted-foreground text-xs">
            Everything runs on this machine, so one click is enough.
          </p>
          <CastSignIn cast={cast} next={next} />
          <Or>or with your own account</Or>
        </section>
      ) : null}
      {providers.length > 0 ? (
        <>
          <ProviderSignIn providers={providers} next={next} />
          <Or>or</Or>
        </>
      ) : null}
      <PasswordSignIn next={next} outbox={outbox} />
      <p className="mt-5 text-center text-muted-foreground text-sm">
        No account yet?{" "}
        <Link
          className="link text-foreground"
          href={next ? `/sign-up?${new URLSearchParams({ next })}` : "/sign-up"}
        >
          Create one
        </Link>
      </p>
    </>
  );
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
