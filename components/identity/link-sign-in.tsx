"use client";
import { useState } from "react";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import { linkSignInAction } from "@/lib/identity/actions/sign-in";

/**
 * The button that uses a sign-in link. Opening the link's page does not, since mail scanners open every link they see.
 */
export function LinkSignIn({ token, next }: { token: string; next: string | undefined }) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  const enter = async () => {
    setPending(true);
    const answer = await answerOf(linkSignInAction({ token, next }));
    if (answer.ok) return leaveFor(answer.to);
    setFailure(sentence(answer));
    setPending(false);
  };

  return (
    <div className="flex flex-col gap-4">
      <FormFailure>{failure}</FormFailure>
      <Button variant="primary" size="lg" pending={pending} onClick={enter}>
        Sign in
      </Button>
    </div>
  );
}
