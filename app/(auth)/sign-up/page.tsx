import type { Metadata } from "next";
import { AuthHeading } from "@/components/identity/auth-sheet";
import { SignUpForm } from "@/components/identity/sign-up-form";
import { Link } from "@/components/ui/link";
import { loadSignUp } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Create an account" };

type PageProps = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignUpPage({ searchParams }: PageProps) {
  const { next } = await loadSignUp([(await searchParams).next].flat()[0]);
  return (
    <>
      <AuthHeading title="Create an account">
        You get a workspace of your own and can invite others.
      </AuthHeading>
      <SignUpForm next={next} />
      <p className="mt-5 text-center text-muted-foreground text-sm">
        Have an account?{" "}
        <Link
          className="link text-foreground"
          href={next ? `/sign-in?${new URLSearchParams({ next })}` : "/sign-in"}
        >
          Sign in
        </Link>
      </p>
    </>
  );
}
