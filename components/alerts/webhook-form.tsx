"use client";
import { useState } from "react";
import { sentence } from "@/components/alerts/refusals";
import { SendTest } from "@/components/alerts/send-test";
import { Note } from "@/components/ui/alert";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/components/ui/use-action-form";
import {
  changeWebhookAction,
  removeWebhookAction,
  replaceSecretAction,
  testWebhookAction,
} from "@/lib/credits/actions/alerts";
import { webhookAddress } from "@/lib/credits/core/webhook-url";

/** `secretMark`: which secret signs now, told without it. */
type WebhookFormProps = { workspace: string; url: string | null; secretMark: string };

/** Where webhooks go. The secret that signs them is shown when it is made, and never again. */
export function WebhookForm({ workspace, url, secretMark }: WebhookFormProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const { form, onSubmit, errorOf, field, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/credits/schema")).webhookSchema,
    defaultValues: { workspace, url: url ?? "" },
    submit: async (values) => {
      const answer = await answerOf(changeWebhookAction(values));
      if (!answer.ok) return { field: "url", message: sentence(answer) };
      if (answer.secret) setSecret(answer.secret);
      else toast("Saved the address.");
      return undefined;
    },
  });
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="grid gap-4">
      <Field
        label="Webhook address"
        description={
          <>
            Each alert is posted there as JSON, signed.{" "}
            <Link className="link" href="/developers#alert-webhook">
              How to check the signature
            </Link>
          </>
        }
        error={errorOf("url")}
      >
        <Input
          type="url"
          inputMode="url"
          autoComplete="off"
          placeholder="https://"
          {...field("url")}
        />
      </Field>
      {secret ? <Secret secret={secret} /> : null}
      <FormFailure>{failure}</FormFailure>
      <div className="flex flex-wrap items-start gap-2">
        <Button {...sending}>Save address</Button>
        {url ? (
          <SavedWebhook
            // The result of a test is shown for the address it was about.
            key={url}
            workspace={workspace}
            secretMark={secretMark}
            unsaved={!isAddress(form.watch("url"), url)}
            onSecret={setSecret}
            onRemoved={() => form.reset({ workspace, url: "" })}
          />
        ) : null}
      </div>
    </form>
  );
}

/** Whether this is another way to write the saved address, which is stored in its full form. */
function isAddress(written: string, saved: string): boolean {
  const address = webhookAddress(written);
  return address.ok && address.url === saved;
}

function Secret({ secret }: { secret: string }) {
  return (
    <Note tone="positive" role="status">
      <p>The signing secret, shown this once. Keep it where the receiver can read it.</p>
      <p className="mt-1 flex items-center gap-1">
        <code className="min-w-0 break-all">{secret}</code>
        <CopyButton value={secret} label="Copy signing secret" />
      </p>
    </Note>
  );
}

type SavedWebhookProps = {
  workspace: string;
  secretMark: string;
  /** The field holds another address than the saved one. */
  unsaved: boolean;
  onSecret: (secret: string | null) => void;
  onRemoved: () => void;
};

function SavedWebhook(props: SavedWebhookProps) {
  const { workspace, secretMark, unsaved, onSecret, onRemoved } = props;
  // The one made here, or told of, a moment ago, until the page is drawn anew.
  const [made, setMade] = useState({ after: secretMark, mark: secretMark });
  const [pending, setPending] = useState<"replace" | "remove" | null>(null);
  const [problem, setProblem] = useState<string>();
  const replace = async () => {
    setPending("replace");
    const answer = await answerOf(
      replaceSecretAction({ workspace, seen: made.after === secretMark ? made.mark : secretMark }),
    );
    setPending(null);
    if (!answer.ok) {
      if ("mark" in answer) {
        // What is shown, if anything, signs nothing any more. That it was replaced is seen now.
        onSecret(null);
        setMade({ after: secretMark, mark: answer.mark });
      }
      return setProblem(sentence(answer));
    }
    setProblem(undefined);
    setMade({ after: secretMark, mark: answer.mark });
    onSecret(answer.secret);
  };
  const remove = async () => {
    setPending("remove");
    const answer = await answerOf(removeWebhookAction({ workspace }));
    setPending(null);
    if (!answer.ok) return setProblem(sentence(answer));
    onSecret(null);
    onRemoved();
    announce("The webhook was removed.");
  };
  return (
    <>
      <Button type="button" variant="ghost" pending={pending === "replace"} onClick={replace}>
        Replace secret
      </Button>
      <Button type="button" variant="ghost" pending={pending === "remove"} onClick={remove}>
        Remove webhook
      </Button>
      <SendTest
        label="Send test webhook"
        send={() => testWebhookAction({ workspace })}
        delivered="Delivered: the receiver answered with a success."
        blocked={unsaved ? "Save the address first. A test goes to the one that is saved." : null}
      />
      <FormFailure>{problem}</FormFailure>
    </>
  );
}
