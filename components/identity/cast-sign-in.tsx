"use client";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { ROLE_TEXTS } from "@/components/identity/roles";
import { answerOf } from "@/components/ui/answer-of";
import { Avatar } from "@/components/ui/avatar";
import { FormFailure } from "@/components/ui/form-failure";
import { Spinner } from "@/components/ui/spinner";
import { castSignInAction } from "@/lib/identity/actions/sign-in";
import type { Role } from "@/lib/identity/core/permissions";

type CastSignInProps = {
  cast: { name: string; email: string; role: Role }[];
  next: string | undefined;
};

/** One click per person of the demo workspace. */
export function CastSignIn({ cast, next }: CastSignInProps) {
  const [entering, setEntering] = useState<string | null>(null);
  const [failure, setFailure] = useState<string>();

  const enter = async (email: string) => {
    if (entering) return;
    setEntering(email);
    setFailure(undefined);
    const answer = await answerOf(castSignInAction({ email, next }));
    if (answer.ok) return leaveFor(answer.to);
    setFailure(sentence(answer));
    setEntering(null);
  };

  return (
    <div className="flex flex-col gap-3">
      <ul className="-mx-2 flex flex-col">
        {cast.map(({ name, email, role }) => (
          <li key={email}>
            <button
              type="button"
              aria-busy={entering === email}
              onClick={() => enter(email)}
              className="group flex min-h-11 w-full items-center gap-3 rounded px-2 text-left text-sm hover:bg-hover"
            >
              <Avatar name={name} size={28} />
              <span className="min-w-0 flex-1 truncate font-label">{name}</span>
              <span className="text-muted-foreground">{ROLE_TEXTS[role].label}</span>
              {entering === email ? (
                <Spinner />
              ) : (
                <ArrowRight
                  aria-hidden
                  className="size-4 text-muted-foreground transition-transform duration-1 group-hover:translate-x-0.5"
                />
              )}
            </button>
          </li>
        ))}
      </ul>
      <FormFailure>{failure}</FormFailure>
    </div>
  );
}
