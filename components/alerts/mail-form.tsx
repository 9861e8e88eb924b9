"use client";
import { useState } from "react";
import { sentence } from "@/components/alerts/refusals";
import { SendTest } from "@/components/alerts/send-test";
import { FormFailure } from "@/components/identity/form-failure";
import { answerOf } from "@/components/identity/refusals";
import { useActionForm } from "@/components/identity/use-action-form";
import { Note } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { Option, OptionList } from "@/components/ui/radio-group";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toaster";
import { changeMailAction, testMailAction } from "@/lib/credits/actions/alerts";
import { alertMailSchema } from "@/lib/credits/schema";

type Person = { userId: string; name: string; email: string; buys: boolean };

type MailFormProps = {
  workspace: string;
  email: boolean;
  recipients: readonly string[];
  people: readonly Person[];
  /** The address a test goes to. */
  myAddress: string;
  /** Mail stays on this machine, in the outbox. */
  outbox: boolean;
};

/** Whether notices are mailed, and to whom. */
export function MailForm(props: MailFormProps) {
  const { workspace, email, recipients, people, myAddress, outbox } = props;
  const here = recipients.filter((one) => people.some(({ userId }) => userId === one));
  const [chosen, setChosen] = useState(recipients.length > 0);
  const { form, onSubmit, sending, failure, errorOf } = useActionForm({
    schema: alertMailSchema,
    defaultValues: { workspace, email, recipients: here },
    submit: async (values) => {
      if (values.email && chosen && values.recipients.length === 0) {
        return { field: "recipients", message: "Choose at least one person, or switch mails off." };
      }
      const answer = await answerOf(
        changeMailAction({ ...values, recipients: chosen ? values.recipients : [] }),
      );
      if (!answer.ok) return { message: sentence(answer) };
      toast("Saved who gets mails.");
      return undefined;
    },
  });
  const [on, ticked] = form.watch(["email", "recipients"]);
  const gone = email && recipients.length > 0 && here.length === 0;
  const choose = (next: string[]) => {
    form.clearErrors("recipients");
    form.setValue("recipients", next);
  };
  return (
    <form method="post" noValidate onSubmit={onSubmit} className="grid gap-4">
      {gone ? (
        <Note tone="warning">Everybody chosen has left the workspace: nobody is told by mail.</Note>
      ) : null}
      <label htmlFor="alert-mail" className="flex items-center gap-3 text-sm max-md:min-h-11">
        <Switch
          id="alert-mail"
          checked={on}
          onCheckedChange={(next) => form.setValue("email", next)}
        />
        Send alerts by e-mail
      </label>
      {on ? (
        <>
          <OptionList
            aria-label="Who gets mails"
            value={chosen ? "chosen" : "buyers"}
            onValueChange={(next) => setChosen(next === "chosen")}
          >
            <Option
              value="buyers"
              label="Everyone who may buy credits"
              description={namesOf(people.filter(({ buys }) => buys))}
            />
            <Option value="chosen" label="Chosen members" />
          </OptionList>
          {chosen ? <Ticks people={people} ticked={ticked} onChange={choose} /> : null}
          <FieldError>{errorOf("recipients")}</FieldError>
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
      <legend className="sr-only">Members who get mails</legend>
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

const namesOf = (people: readonly Person[]): string =>
  new Intl.ListFormat("en-US", { type: "conjunction" }).format(people.map(({ name }) => name));
