import { formatFine } from "@/lib/credits/core/format";
import { parseFine } from "@/lib/credits/core/parse-fine";
import type { Rate } from "@/lib/credits/core/rate-card";
import type { RateChange } from "@/lib/credits/core/rate-card-change";
import { type NamedPrice, pricesOf } from "@/lib/credits/core/rate-card-diff";
import type { PublishForm } from "@/lib/credits/schema/rates";

/** The prices of one operation as typed, each by its name. */
export type PriceTexts = Record<string, string>;
/** What was typed for every operation that is being changed. */
export type Draft = Record<string, PriceTexts>;

export const textsOf = (rate: Rate): PriceTexts =>
  Object.fromEntries(pricesOf(rate).map((price) => [price.label, textOf(price, rate)]));

const textOf = ({ amount }: NamedPrice, { kind }: Rate): string => formatFine(amount, amount, kind);

type TypedChange = PublishForm["changes"][number];

/** What was typed, in the form that the action takes: every price of the operation, changed or not. */
export function typedChange(rate: Rate, texts: PriceTexts): TypedChange {
  const bands: TypedChange["bands"] = {};
  const adds: string[] = [];
  for (const { label, path } of pricesOf(rate)) {
    const text = texts[label] ?? "";
    const [first = "", second] = path;
    if (first === "add") adds.push(text);
    else if (second === undefined) bands[first] = { base: text, min: text, max: text };
    else bands[first] = { base: "", min: "", max: "", ...bands[first], [second]: text };
  }
  return { operation: rate.operation, bands, adds };
}

/** The names of the prices whose text is not a price. */
export const unreadable = (texts: PriceTexts): string[] =>
  Object.keys(texts).filter((label) => parseFine(texts[label] ?? "") === null);

/** The same in millionths of a credit. Null while some text is not a price. */
export function changeOf(rate: Rate, texts: PriceTexts): RateChange | null {
  if (unreadable(texts).length > 0) return null;
  const { operation, bands, adds } = typedChange(rate, texts);
  const read = (text: string) => parseFine(text) ?? 0;
  return {
    operation,
    bands: Object.fromEntries(
      Object.entries(bands).map(([name, { base, min, max }]) => [
        name,
        { base: read(base), min: read(min), max: read(max) },
      ]),
    ),
    adds: adds.map(read),
  };
}
