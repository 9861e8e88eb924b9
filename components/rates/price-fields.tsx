"use client";
import { CreditMark } from "@/components/credits/credit-mark";
import type { PriceTexts } from "@/components/rates/price-draft";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Rate } from "@/lib/credits/core/rate-card";

type PriceFieldsProps = {
  rate: Rate;
  /** What was typed; null as long as the operation is not changed. */
  texts: PriceTexts | null;
  /** The prices that are invalid, and what is wrong with them together. */
  wrong: readonly string[];
  problem: string | null;
  onOpen: () => void;
  onKeep: () => void;
  onType: (label: string, text: string) => void;
};

/** One operation of the card being written: unchanged, or with a field for each of its prices. */
export function PriceFields({ rate, texts, ...props }: PriceFieldsProps) {
  return (
    <li className="py-2.5 text-sm">
      <div className="flex items-start gap-2">
        <CreditMark kind={rate.kind} size={14} className="mt-[3px] shrink-0" />
        <div className="min-w-0 flex-1">
          <p className="font-medium">
            {rate.label}
            <span className="font-normal text-muted-foreground">, per {rate.unit}</span>
          </p>
          <code className="block font-mono text-foreground-2 text-xs">{rate.formulaText}</code>
        </div>
        {rate.formula ? <Toggle rate={rate} open={texts !== null} {...props} /> : null}
      </div>
      {texts ? <Fields rate={rate} texts={texts} {...props} /> : null}
    </li>
  );
}

type ToggleProps = Pick<PriceFieldsProps, "rate" | "onOpen" | "onKeep"> & { open: boolean };

const Toggle = ({ rate, open, onOpen, onKeep }: ToggleProps) => (
  <Button size="sm" variant="ghost" aria-expanded={open} onClick={open ? onKeep : onOpen}>
    {open ? "Keep as it is" : "Change"}
    <span className="sr-only"> {rate.label}</span>
  </Button>
);

function Fields({
  rate,
  texts,
  wrong,
  problem,
  onType,
}: Omit<PriceFieldsProps, "texts"> & { texts: PriceTexts }) {
  const problemId = `${rate.operation}-problem`;
  return (
    <fieldset
      className="mt-3 mb-1.5 grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3"
      aria-describedby={problem ? problemId : undefined}
    >
      <legend className="sr-only">Prices of {rate.label}, in credits</legend>
      {Object.entries(texts).map(([label, text]) => (
        <Field
          key={label}
          label={label}
          error={wrong.includes(label) ? "Such as 0.80, at most six decimals." : null}
        >
          <Input
            inputMode="decimal"
            autoComplete="off"
            className="text-right tabular-nums"
            value={text}
            onChange={(event) => onType(label, event.target.value)}
          />
        </Field>
      ))}
      <FieldError id={problemId} className="col-span-full">
        {problem}
      </FieldError>
    </fieldset>
  );
}
