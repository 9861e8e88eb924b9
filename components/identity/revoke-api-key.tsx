"use client";
import { sentence } from "@/components/identity/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { revokeApiKeyAction } from "@/lib/identity/actions/api-keys";

type RevokeApiKeyProps = { slug: string; apiKeyId: string; name: string };

/** Revokes a key after a question, since a program stops working. */
export function RevokeApiKey({ slug, apiKeyId, name }: RevokeApiKeyProps) {
  const revoke = async () => {
    const answer = await answerOf(revokeApiKeyAction({ workspace: slug, apiKeyId }));
    if (!answer.ok) {
      return sentence("reason" in answer ? answer : { ok: false, reason: "key_gone" });
    }
    announce(`Key ${name} was revoked.`);
  };

  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${name}?`}
      description="The program that uses it is refused from its next call on. What it holds lapses by itself; what it charged stays in the history, under its name."
      action="Revoke key"
      onConfirm={revoke}
    />
  );
}
