"use client";
import { useState } from "react";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import { providerSignInAction } from "@/lib/identity/actions/sign-in";

type Provider = "github" | "google";
const NAMES: Record<Provider, string> = { github: "GitHub", google: "Google" };

/** A button per provider whose keys are set. */
export function ProviderSignIn({
  providers,
  next,
}: {
  providers: readonly Provider[];
  next: string | undefined;
}) {
  const [going, setGoing] = useState<Provider | null>(null);
  const [failure, setFailure] = useState<string>();

  const go = async (provider: Provider) => {
    setGoing(provider);
    const answer = await answerOf(providerSignInAction({ provider, next }));
    if (answer.ok) return leaveFor(answer.to);
    setFailure(sentence(answer));
    setGoing(null);
  };

  return (
    <div className="flex flex-col gap-2">
      {providers.map((provider) => (
        <Button key={provider} size="lg" pending={going === provider} onClick={() => go(provider)}>
          <ProviderMark provider={provider} />
          Continue with {NAMES[provider]}
        </Button>
      ))}
      <FormFailure>{failure}</FormFailure>
    </div>
  );
}

const MARKS: Record<Provider, string> = {
  github:
    "M8 .2a8 8 0 0 0-2.53 15.59c.4.07.55-.17.55-.38v-1.33c-2.23.48-2.7-1.07-2.7-1.07-.36-.93-.89-1.17-.89-1.17-.73-.5.05-.49.05-.49.8.06 1.23.83 1.23.83.72 1.22 1.88.87 2.34.66.07-.52.28-.87.5-1.07-1.77-.2-3.64-.89-3.64-3.95 0-.88.31-1.59.82-2.15-.08-.2-.36-1.02.08-2.12 0 0 .67-.21 2.2.82a7.6 7.6 0 0 1 4 0c1.53-1.03 2.2-.82 2.2-.82.44 1.1.16 1.92.08 2.12.51.56.82 1.27.82 2.15 0 3.07-1.87 3.75-3.65 3.94.29.25.54.74.54 1.49v2.2c0 .21.15.46.55.38A8 8 0 0 0 8 .2Z",
  google:
    "M8.16 6.86v2.46h3.52c-.14.91-1.06 2.68-3.52 2.68a3.99 3.99 0 0 1 0-7.98c1.2 0 2.01.51 2.47.96l1.68-1.62A5.97 5.97 0 0 0 8.16 1.8 6.2 6.2 0 0 0 1.94 8a6.2 6.2 0 0 0 6.22 6.2c3.59 0 5.97-2.52 5.97-6.08 0-.41-.04-.72-.1-1.03l-5.87-.23Z",
};

function ProviderMark({ provider }: { provider: Provider }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4" fill="currentColor">
      <path d={MARKS[provider]} />
    </svg>
  );
}
