import { amountText, rateText } from "@/lib/api/core/amount-text";
import { inputViews, quoteWork } from "@/lib/api/core/price";
import type { QuoteAnswer, RatesAnswer } from "@/lib/api/schema/answers";
import type { QuoteRequest } from "@/lib/api/schema/requests";
import type { Call, Reply } from "@/lib/api/types";
import { currentRateCard } from "@/lib/credits/queries/rate-card";
import { clock } from "@/lib/platform/clock";

/** The rate card in force. */
export async function readRates(): Promise<Reply<RatesAnswer>> {
  const card = await currentRateCard(clock.now());
  return {
    ok: true,
    answer: {
      object: "rate_card",
      version: card.version,
      effective_at: card.effectiveAt,
      operations: card.rates.map((rate) => ({
        operation: rate.operation,
        label: rate.label,
        kind: rate.kind,
        unit: rate.unit,
        min: rateText(rate.min),
        max: rateText(rate.max),
        formula: rate.formulaText,
        decided_by: rate.decidedBy,
        inputs: inputViews(rate),
        quotable: rate.formula !== null,
      })),
    },
  };
}

/** What an operation can cost by the rate card in force. Keeps nothing. */
export async function createQuote({ body }: Call<QuoteRequest>): Promise<Reply<QuoteAnswer>> {
  const quoted = quoteWork(body, await currentRateCard(clock.now()));
  if (!quoted.ok) return quoted;
  const { quote } = quoted;
  return {
    ok: true,
    answer: {
      object: "quote",
      operation: quote.operation,
      kind: quote.kind,
      quantity: quote.quantity,
      min: amountText(quote.min),
      likely: amountText(quote.likely),
      max: amountText(quote.max),
      rate_card_version: quote.rateCardVersion,
      lines: quote.lines.map(({ label, formula, min, max }) => ({
        label,
        formula,
        min: amountText(min),
        max: amountText(max),
      })),
    },
  };
}
