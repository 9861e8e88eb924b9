"use client";
import { useState } from "react";
import { FormFailure } from "@/components/identity/form-failure";
import { answerOf, sentence } from "@/components/identity/refusals";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { revokeApiKeyAction } from "@/lib/identity/actions/api-keys";

type RevokeApiKeyProps = { slug: string; apiKeyId: string; name: string };

/** Ends a key, after a question: a program stops working. */
export function RevokeApiKey({ slug, apiKeyId, name }: RevokeApiKeyProps) {
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  const revoke = async () => {
    setPending(true);
    const answer = await answerOf(revokeApiKeyAction({ workspace: slug, apiKeyId }));
    setPending(false);
    if (!answer.ok) {
      return setFailure(sentence("reason" in answer ? answer : { ok: false, reason: "key_gone" }));
    }
    announce(`Key ${name} was revoked.`);
    setOpen(false);
  };

  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button size="sm" variant="ghost" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>Revoke {name}?</AlertDialogTitle>
          <AlertDialogDescription>
            The program that uses it is refused from its next call on. What it holds lapses by
            itself; what it charged stays in the history, under its name.
          </AlertDialogDescription>
        </AlertDialogHeader>
        <FormFailure>{failure}</FormFailure>
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button>Cancel</Button>
          </AlertDialogCancel>
          <Button variant="destructive" pending={pending} onClick={revoke}>
            Revoke key
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
