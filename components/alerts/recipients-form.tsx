"use client";
import { useState } from "react";
import { sentence } from "@/components/alerts/refusals";
import { SendTest } from "@/components/alerts/send-test";
import { Note } from "@/components/ui/alert";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Option, OptionList } from "@/components/ui/radio-group";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toaster";
import { useActionForm } from "@/components/ui/use-action-form";
import { changeRecipientsAction, testMailAction } from "@/lib/credits/actions/alerts";
import { namesInWords } from "@/lib/identity/core/words";

type Person = { userId: string; name: string; email: string; buys: boolean };

type RecipientsFormProps = {
  workspace: string;
  inApp: boolean;
  email: boolean;
  recipients: readonly string[];
  people: readonly Person[];
  /** The address that a test goes to. */
  myAddress: string;
  /** Mail stays on this machine, in the outbox. */
  outbox: boolean;
};

/** Who is told, and how: in the product, or by mail. */
export function RecipientsForm(props: RecipientsFormProps) {
  const { workspace, inApp, email, recipients, people, myAddress, outbox } = props;
  const here = recipients.filter((one) => people.some(({ userId }) => userId === one));
  const [chosen, setChosen] = useState(recipients.length > 0);
  const { form, onSubmit, sending, failure, errorOf } = useActionForm({
    schema: async () => (await import("@/lib/credits/schema")).recipientsSchema,
    defaultValues: { workspace, inApp, email, recipients: here },
    submit: async (values) => {
      const byPerson = values.inApp || values.email;
      if (byPerson && chosen && values.recipients.length === 0) {
        return { field: "recipients", message: "Choose at least one person, or switch both off." };
      }
      const answer = await answerOf(
        changeRecipientsAction({ ...values, recipients: chosen ? values.recipients : [] }),
      );
      if (!answer.ok) return { message: sentence(answer) };
      toast("Saved who is told.");
      return undefined;
    },
  });
  const [shown, mailed, ticked] = form.watch(["inApp", "email", "recipients"]);
  const gone = (inApp || email) && recipients.length > 0 && here.length === 0;
  const choose = (next: string[]) => {
    form.clearErrors("recipients");
    form.setValue("recipients", next);
  };
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="grid gap-4">
      {gone ? (
        <Note tone="warning">
          Everybody chosen has left the workspace: those who may buy credits are told.
        </Note>
      ) : null}
      <div className="grid gap-2">
        <Channel
          id="alert-app"
          label="Show alerts in Wellspent, behind the bell"
          checked={shown}
          onChange={(next) => form.setValue("inApp", next)}
        />
        <Channel
          id="alert-mail"
          label="Send alerts by e-mail"
          checked={mailed}
          onChange={(next) => form.setValue("email", next)}
        />
      </div>
      {shown || mailed ? (
        <>
          <OptionList
            aria-label="Who is told"
            value={chosen ? "chosen" : "buyers"}
            onValueChange={(next) => setChosen(next === "chosen")}
          >
            <Option
              value="buyers"
              label="Everyone who may buy credits"
              description={namesInWords(people.flatMap(({ buys, name }) => (buys ? [name] : [])))}
            />
            <Option value="chosen" label="Chosen members" />
          </OptionList>
          {chosen ? <Ticks people={people} ticked={ticked} onChange={choose} /> : null}
          <FieldError>{errorOf("recipients")}</FieldError>
          <p className="text-muted-foreground text-xs">
            Members also see, behind the bell, when their own monthly limit is reached and what
            became of their purchases.
          </p>
        </>
      ) : null}
      <FormFailure>{failure}</FormFailure>
      <div className="flex flex-wrap items-start gap-2">
        <Button {...sending}>Save</Button>
        <SendTest
          label="Send test mail"
          send={() => testMailAction({ workspace })}
          delivered={
            outbox ? `Delivered to the outbox, for ${myAddress}.` : `Delivered to ${myAddress}.`
          }
          {...(outbox ? { outbox: true } : {})}
        />
      </div>
    </form>
  );
}

type ChannelProps = {
  id: string;
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
};

function Channel({ id, label, checked, onChange }: ChannelProps) {
  return (
    <label htmlFor={id} className="flex items-center gap-3 text-sm max-md:min-h-11">
      <Switch id={id} checked={checked} onCheckedChange={onChange} />
      {label}
    </label>
  );
}

type TicksProps = {
  people: readonly Person[];
  ticked: readonly string[];
  onChange: (ticked: string[]) => void;
};

function Ticks({ people, ticked, onChange }: TicksProps) {
  const tick = (userId: string, on: boolean) =>
    onChange(on ? [...ticked, userId] : ticked.filter((one) => one !== userId));
  return (
    <fieldset className="grid gap-0.5">
      <legend className="sr-only">Members who are told</legend>
      {people.map(({ userId, name, email }) => (
        <label
          key={userId}
          htmlFor={`told-${userId}`}
          className="flex min-h-9 items-center gap-2.5 text-sm max-md:min-h-11"
        >
          <Checkbox
            id={`told-${userId}`}
            checked={ticked.includes(userId)}
            onCheckedChange={(on) => tick(userId, on === true)}
          />
          <span className="min-w-0 truncate">
            {name} <span className="text-muted-foreground">{email}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
