"use client";
import { useEffect, useState } from "react";
import { cardName } from "@/components/billing/card-name";
import { problemOf } from "@/components/billing/top-up-refusals";
import { Note } from "@/components/ui/alert";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormFailure } from "@/components/ui/form-failure";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/components/ui/time";
import { useActionForm } from "@/components/ui/use-action-form";
import { switchTopUpOffAction, switchTopUpOnAction } from "@/lib/billing/actions";
import { parseMoney } from "@/lib/billing/core/parse-money";
import { isPutOff } from "@/lib/billing/core/top-up";
import {
  stoppedSentence,
  topUpSentence,
  topUpStateSentence,
} from "@/lib/billing/core/top-up-words";
import type { TopUpData, TopUpWish } from "@/lib/billing/types";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatMoney, formatPrice, kindName } from "@/lib/credits/core/format";
import { parseCredits } from "@/lib/credits/core/parse-credits";

type TopUpFormProps = { kind: Kind; data: TopUpData };

/** When one kind is bought automatically. Nothing is chosen beforehand, and saving buys nothing. */
export function TopUpForm(props: TopUpFormProps) {
  return props.data.card ? <Settings {...props} /> : <State {...props} />;
}

function Settings({ kind, data }: TopUpFormProps) {
  const { workspace } = data;
  const { wish, packages } = data.kinds[kind];
  const on = wish?.enabled ?? false;
  const currency = packages[0]?.currency ?? "usd";
  const unit = kindName(kind);
  const stored = {
    workspace,
    kind,
    threshold: wish ? formatCredits(wish.threshold, kind) : "",
    packageId: wish?.packageId ?? "",
    // A limit in another currency does not count as a limit in this one.
    monthlyLimit: wish?.currency === currency ? moneyField(wish) : "",
    currency,
  };
  const { form, onSubmit, errorOf, field, choice, sending, failure } = useActionForm({
    schema: async () => (await import("@/lib/billing/schema")).topUpSchema,
    defaultValues: stored,
    submit: async (values) => {
      const answer = await answerOf(switchTopUpOnAction(values));
      if (!answer.ok) return problemOf(answer);
      announce(`Auto top-up of ${unit} is on.`);
      return undefined;
    },
  });
  // What was set elsewhere meanwhile, except where somebody is writing something else.
  const { threshold, packageId, monthlyLimit } = stored;
  const { reset } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the object is another at every render
  useEffect(
    () => reset(stored, { keepDirtyValues: true, keepErrors: true }),
    [reset, threshold, packageId, monthlyLimit],
  );
  return (
    <form
      method="post"
      noValidate
      onSubmit={onSubmit}
      aria-label={`Auto top-up of ${unit}`}
      className="grid gap-4"
    >
      <State kind={kind} data={data} />
      <Field label="Buy when less than this is available" aside={unit} error={errorOf("threshold")}>
        <Input inputMode="decimal" autoComplete="off" {...field("threshold")} />
      </Field>
      <Field label="Package" error={errorOf("packageId")}>
        <NativeSelect {...choice("packageId")}>
          <option value="">Choose a package</option>
          {packages.map(({ id, name, credits, priceCents, currency }) => (
            <option key={id} value={id}>
              {name}: {formatCredits(credits, kind)} for {formatPrice(priceCents, currency)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field
        label="Most in a month"
        aside={`${currency === "usd" ? "Dollars" : currency.toUpperCase()}, with tax`}
        error={errorOf("monthlyLimit")}
        description="Never more than this in a calendar month, by the workspace's clock."
      >
        <Input inputMode="decimal" autoComplete="off" {...field("monthlyLimit")} />
      </Field>
      <Agreement kind={kind} data={data} written={form.watch()} />
      <FormFailure>{failure}</FormFailure>
      <div className="flex flex-wrap items-start gap-2">
        <Button {...sending}>{on ? "Save changes" : `Switch on for ${inText(kind)}`}</Button>
        {on ? (
          <SwitchOff workspace={workspace} kind={kind} ready={sending.type === "submit"} />
        ) : null}
      </div>
    </form>
  );
}

const inText = (kind: Kind): string => (kind === "ai" ? "AI credits" : "lead credits");

const moneyField = ({ monthlyLimitCents, currency }: TopUpWish): string =>
  formatMoney(monthlyLimitCents, currency).replace(/[^\d.,]/g, "");

function State({ kind, data }: TopUpFormProps) {
  const { wish, available, usedCents, underWay } = data.kinds[kind];
  if (wish?.stopped && !wish.enabled) {
    return <Note tone="warning">{stoppedSentence(wish.stopped)}</Note>;
  }
  if (!wish?.enabled) return <p className="text-muted-foreground text-sm">Off</p>;
  const late = data.recent.find((line) => line.kind === kind && isPutOff(line));
  const money = (cents: number) => formatMoney(cents, wish.currency);
  const used = `${money(usedCents)} of ${money(wish.monthlyLimitCents)} used this month.`;
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-2 text-sm tabular-nums">
        <Tag tone="positive">On</Tag>
        {used}
      </p>
      {late ? (
        <Note tone="warning">
          {topUpStateSentence({
            ...late,
            nextTry: late.nextTryAt && formatTime(late.nextTryAt, data.timeZone, "minute"),
          })}
        </Note>
      ) : null}
      {available < wish.threshold && !underWay ? (
        <Note>
          {formatCredits(available, kind)} is available, which is below this already. It buys the
          next time the balance was above and falls below.
        </Note>
      ) : null}
    </div>
  );
}

type Written = { threshold: string; packageId: string; monthlyLimit: string };

/** What saving permits, in one sentence, with the values now in the form. */
function Agreement({ kind, data, written }: TopUpFormProps & { written: Written }) {
  const threshold = parseCredits(written.threshold);
  const sold = data.kinds[kind].packages.find(({ id }) => id === written.packageId);
  const monthlyLimitCents = parseMoney(written.monthlyLimit, sold?.currency);
  if (!sold || !threshold || !monthlyLimitCents || !data.card) return null;
  const { brand, last4 } = data.card;
  return (
    <p className="text-foreground-2 text-sm tabular-nums">
      {topUpSentence({ kind, threshold, package: sold, monthlyLimitCents })} {cardName(brand)}{" "}
      ending in {last4} is charged without asking again. Tax, if any, is added.
    </p>
  );
}

type SwitchOffProps = {
  workspace: string;
  kind: Kind;
  /** The page's script handles it by now: before that, a click would be lost. */
  ready: boolean;
};

function SwitchOff({ workspace, kind, ready }: SwitchOffProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const switchOff = async () => {
    setPending(true);
    const answer = await answerOf(switchTopUpOffAction({ workspace, kind }));
    setPending(false);
    if (answer.ok) announce(`Auto top-up of ${kindName(kind)} is off.`);
    else setFailure(problemOf(answer).message);
  };
  return (
    <>
      <Button type="button" variant="ghost" pending={pending} disabled={!ready} onClick={switchOff}>
        Switch off
      </Button>
      <FormFailure>{failure}</FormFailure>
    </>
  );
}
