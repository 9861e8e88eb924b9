import type { Metadata } from "next";
import Link from "next/link";
import { AuthHeading } from "@/components/identity/auth-sheet";
import { SignUpForm } from "@/components/identity/sign-up-form";
import { loadSignUp } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Create an account" };

export default async function SignUpPage() {
  await loadSignUp();
  return (
    <>
      <AuthHeading title="Create an account">
        You get a workspace of your own and can invite others.
      </AuthHeading>
      <SignUpForm />
      <p className="mt-5 text-center text-muted-foreground text-sm">
        Have an account?{" "}
        <Link className="link text-foreground" href="/sign-in">
          Sign in
        </Link>
      </p>
    </>
  );
}
