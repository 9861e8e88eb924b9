import { type FieldError, type Problem, problem } from "@/lib/api/core/problem";
import type { Credits } from "@/lib/credits/core/amount";
import type { Quote } from "@/lib/credits/core/quote";
import {
  type ChargeInputs,
  chargeFor,
  inputsOf,
  type QuoteInputs,
  quoteOperation,
  type Rate,
  type RateCard,
} from "@/lib/credits/core/rate-card";

/** What a program says of the work: an operation of the rate card and what decides its price. */
export type Work<Inputs = QuoteInputs> = {
  operation: string;
  quantity: Inputs extends ChargeInputs ? number : QuoteInputs[string];
  inputs: Inputs;
};

/** The quote of `work`; inputs that are left out widen it. Refuses what the card does not know. */
export function quoteWork(work: Work, card: RateCard): { ok: true; quote: Quote } | Problem {
  const errors = errorsOf(work, card, { exact: false });
  if (errors.length > 0) return refused(errors);
  const inputs = { ...work.inputs, quantity: work.quantity };
  return { ok: true, quote: quoteOperation(work.operation, inputs, card) };
}

export type Price = { ok: true; amount: Credits; quotedMax: Credits };

/** What `work` costs, by the formula that quotes it: never above the quote of the same inputs. */
export function priceWork(work: Work<ChargeInputs>, card: RateCard): Price | Problem {
  const errors = errorsOf(work, card, { exact: true });
  if (errors.length > 0) return refused(errors);
  const inputs = { ...work.inputs, quantity: work.quantity };
  const amount = chargeFor(work.operation, inputs, card);
  const { max } = quoteOperation(work.operation, inputs, card);
  return { ok: true, amount, quotedMax: max };
}

const refused = (errors: FieldError[]): Problem =>
  problem("invalid_request", "The price cannot be told from these inputs. Nothing was charged.", {
    errors,
  });

function errorsOf(work: Work, card: RateCard, { exact }: { exact: boolean }): FieldError[] {
  const rate = card.rates.find(({ operation }) => operation === work.operation);
  if (!rate?.formula) {
    return [
      {
        pointer: "/operation",
        detail: rate
          ? "This operation is priced as the campaign it creates, in the product."
          : "The rate card has no such operation. GET /api/v1/rates lists them; names of your own are written like custom:transcription.",
      },
    ];
  }
  const decided = inputsOf(rate);
  const unknown = Object.keys(work.inputs)
    .filter((name) => !decided.includes(name))
    .map((name) => at(name, `Not an input of ${rate.operation}: it has ${listed(decided)}.`));
  const missing = exact
    ? decided
        .filter((name) => !Object.hasOwn(work.inputs, name))
        .map((name) => at(name, "Required: it decides the price."))
    : [];
  const wrong = decided
    .filter((name) => Object.hasOwn(work.inputs, name))
    .flatMap((name) => wrongInput(rate, name, work.inputs[name]));
  return [...unknown, ...missing, ...wrong];
}

function wrongInput(
  rate: Rate,
  name: string,
  value: QuoteInputs[string] | undefined,
): FieldError[] {
  const { formula } = rate;
  if (!formula) return [];
  if (name === formula.onlyIf) {
    return typeof value === "boolean" ? [] : [at(name, "Expected true or false.")];
  }
  if (name === formula.bandBy) {
    const bands = Object.keys(formula.bands);
    const known = typeof value === "string" && bands.includes(value);
    return known ? [] : [at(name, `Expected one of ${bands.join(", ")}.`)];
  }
  const counts = typeof value === "number" || typeof value === "object";
  return counts ? [] : [at(name, "Expected a number.")];
}

const at = (input: string, detail: string): FieldError => ({
  pointer: `/inputs/${input.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  detail,
});

const listed = (names: readonly string[]): string =>
  names.length === 0 ? "none" : names.join(", ");

/** What decides an operation's price, and which values each input takes. */
export type InputView = { name: string; type: "number" | "boolean" | "string"; values?: string[] };

export const inputViews = (rate: Rate): InputView[] =>
  inputsOf(rate).map((name) => {
    if (name === rate.formula?.onlyIf) return { name, type: "boolean" };
    if (name !== rate.formula?.bandBy) return { name, type: "number" };
    return { name, type: "string", values: Object.keys(rate.formula.bands) };
  });
