"use client";
import { useState } from "react";
import { leaveFor } from "@/components/identity/leave-for";
import { sentence } from "@/components/identity/refusals";
import { Note } from "@/components/ui/alert";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { useActionForm } from "@/components/ui/use-action-form";
import { requestLinkAction, signInAction } from "@/lib/identity/actions/sign-in";

type PasswordSignInProps = {
  next: string | undefined;
  /** Whether mails wait in the outbox of this machine. */
  outbox: boolean;
};

/** Address and password or, with the address alone, a link by mail. */
export function PasswordSignIn({ next, outbox }: PasswordSignInProps) {
  const { form, onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/identity/schema")).passwordSchema,
    defaultValues: { email: "", password: "" },
    submit: async (values) => {
      const answer = await answerOf(signInAction({ ...values, next }));
      return answer.ok ? leaveFor(answer.to) : { message: sentence(answer) };
    },
  });
  const { getValues, setError, clearErrors } = form;
  const link = useLinkRequest(next);

  const askForLink = async () => {
    clearErrors();
    const { signInLinkSchema } = await import("@/lib/identity/schema");
    const wish = signInLinkSchema.safeParse({ email: getValues("email") });
    if (!wish.success) {
      const message = wish.error.issues[0]?.message ?? "Enter an e-mail address.";
      return setError("email", { message }, { shouldFocus: true });
    }
    const problem = await link.send(wish.data.email);
    if (problem) setError("root", { message: problem });
  };

  return (
    <form method="post" noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field label="E-mail address" error={errorOf("email")}>
        <Input type="email" autoComplete="username" {...field("email")} />
      </Field>
      <Field label="Password" error={errorOf("password")}>
        <Input type="password" autoComplete="current-password" {...field("password")} />
      </Field>
      <FormFailure>{failure}</FormFailure>
      {link.sentTo ? <LinkSent email={link.sentTo} outbox={outbox} /> : null}
      <div className="flex flex-col gap-2">
        <Button variant="primary" size="lg" {...sending}>
          Sign in
        </Button>
        <Button type="button" size="lg" pending={link.pending} onClick={askForLink}>
          Send a sign-in link
        </Button>
      </div>
    </form>
  );
}

function useLinkRequest(next: string | undefined) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const send = async (email: string): Promise<string | null> => {
    setPending(true);
    setSentTo(null);
    const answer = await answerOf(requestLinkAction({ email, next }));
    setPending(false);
    if (!answer.ok) return sentence(answer);
    setSentTo(email);
    return null;
  };
  return { sentTo, pending, send };
}

function LinkSent({ email, outbox }: { email: string; outbox: boolean }) {
  return (
    <Note tone="positive" role="status">
      A link for {email} is on its way. It works once, for 15 minutes.{" "}
      {outbox ? (
        <>
          Mail stays on this machine:{" "}
          <Link className="link" href="/outbox">
            open the outbox
          </Link>
          .
        </>
      ) : null}
    </Note>
  );
}
