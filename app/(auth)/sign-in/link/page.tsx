import type { Metadata } from "next";
import { AuthHeading } from "@/components/identity/auth-sheet";
import { LinkSignIn } from "@/components/identity/link-sign-in";
import { Note } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { loadSignInLink } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Sign in by link", robots: { index: false } };

type LinkPageProps = { searchParams: Promise<{ token?: string; next?: string }> };

export default async function LinkPage({ searchParams }: LinkPageProps) {
  const { token = "", next } = await searchParams;
  const link = await loadSignInLink(token);
  if (!link) {
    return (
      <>
        <AuthHeading title="This link has been used or has run out">
          A sign-in link works once, for 15 minutes. Nobody was signed in.
        </AuthHeading>
        <Button asChild size="lg" variant="primary" className="w-full">
          <Link href="/sign-in">Send a new link</Link>
        </Button>
      </>
    );
  }
  return (
    <>
      <AuthHeading title="Sign in by link">
        You sign in as <b className="font-label text-foreground">{link.email}</b>. The link works
        once.
      </AuthHeading>
      {link.clearsPassword ? (
        <Note tone="warning" className="mb-4">
          This address was never confirmed. Signing in here confirms it, removes the password that
          was set before, and signs other browsers out. A new password can be set in the profile.
        </Note>
      ) : null}
      <LinkSignIn token={token} next={next} />
    </>
  );
}
