import { z } from "zod";
import { KINDS } from "@/lib/credits/core/amount";

export const amount = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .meta({ examples: ["412.55"] });
export const at = z.string().meta({ format: "date-time" });
const kind = z.enum(KINDS);
const entryId = z
  .string()
  .meta({ description: "The kind of credits and the number of the row.", examples: ["ai-1042"] });
const json = z.unknown();

const standing = z
  .object({ current: amount, held: amount, available: amount })
  .meta({ description: "The balance of its kind right after it." });

const kindBalance = z.object({
  current: amount,
  held: amount,
  available: amount,
  debt: amount,
  lifetime_used: amount,
  level: z.enum(["ok", "low", "critical", "empty"]),
});

export const balanceAnswer = z
  .object({ object: z.literal("balance"), ai: kindBalance, lead: kindBalance, as_of: at })
  .meta({ id: "Balance", description: "Both balances of the workspace at one instant." });

export const quoteAnswer = z
  .object({
    object: z.literal("quote"),
    operation: z.string(),
    kind,
    quantity: z.number().meta({ description: "The most units it allows for." }),
    min: amount,
    likely: amount,
    max: amount.meta({ description: "A charge for these inputs is never above it." }),
    rate_card_version: z.string(),
    lines: z.array(z.object({ label: z.string(), formula: z.string(), min: amount, max: amount })),
  })
  .meta({ id: "Quote", description: "What an operation can cost. Nothing is held or charged." });

export const chargeAnswer = z
  .object({
    object: z.literal("charge"),
    id: entryId.meta({
      description:
        "Its row in the history. A capture of 0 that settles charges nothing and has none.",
    }),
    kind,
    operation: z.string().nullable(),
    subject: z.string().nullable(),
    amount: amount.meta({ description: "What was charged." }),
    quantity: z.number().nullable(),
    inputs: json.meta({ description: "As they were sent." }),
    rate_card_version: z.string().nullable(),
    quoted_max: amount.nullable(),
    hold_id: z.uuid().nullable(),
    settled: z.boolean().meta({ description: "Whether it ended the hold it was taken from." }),
    balance: standing,
    created_at: at,
  })
  .meta({ id: "Charge", description: "Credits taken from the balance, once." });

const holdFields = {
  object: z.literal("hold"),
  id: z.uuid(),
  kind,
  operation: z.string().nullable(),
  subject: z.string().nullable(),
  amount,
  captured: amount,
  released: amount,
  remaining: amount,
  state: z.enum(["open", "settled", "lapsed"]),
  rate_card_version: z.string().nullable(),
  created_at: at,
  lapses_at: at,
};
export const holdAnswer = z.object(holdFields).meta({
  id: "Hold",
  description: "Credits set aside: amount = captured + released + remaining.",
});
export const movedHoldAnswer = z.object({ ...holdFields, balance: standing }).meta({
  id: "HoldMoved",
  description: "A hold, with the balance right after it was made or given back.",
});

export const entryAnswer = z
  .object({
    object: z.literal("entry"),
    id: entryId,
    kind,
    type: z.enum(["purchase", "grant", "charge", "refund", "expiry", "adjustment"]),
    operation: z.string().nullable(),
    subject: z.string().nullable(),
    reason: z.string().nullable(),
    amount: amount.meta({ description: "Signed: minus for what left the balance." }),
    balance_after: amount,
    actor: z.object({
      type: z.enum(["member", "system", "api_key"]),
      id: z.uuid().nullable(),
      name: z.string(),
    }),
    campaign_id: z.uuid().nullable(),
    run_id: z.uuid().nullable(),
    hold_id: z.uuid().nullable(),
    quantity: z.number().nullable(),
    inputs: json,
    rate_card_version: z.string().nullable(),
    quoted_max: amount.nullable(),
    corrects: entryId.nullable(),
    created_at: at,
  })
  .meta({ id: "Entry", description: "One row of the history. It never changes." });

export const entriesAnswer = z
  .object({
    object: z.literal("list"),
    data: z.array(entryAnswer),
    has_more: z.boolean(),
    next_cursor: entryId.nullable(),
  })
  .meta({ id: "EntryList", description: "Entries, the newest first." });

const rateInput = z.object({
  name: z.string(),
  type: z.enum(["number", "boolean", "string"]),
  values: z.array(z.string()).optional(),
});
export const ratesAnswer = z
  .object({
    object: z.literal("rate_card"),
    version: z.string(),
    effective_at: at,
    operations: z.array(
      z.object({
        operation: z.string(),
        label: z.string(),
        kind,
        unit: z.string(),
        min: z.string().meta({ description: "The least that one unit costs; up to six decimals." }),
        max: z.string(),
        formula: z.string(),
        decided_by: z.string(),
        inputs: z.array(rateInput),
        quotable: z.boolean(),
      }),
    ),
  })
  .meta({ id: "RateCard", description: "The rate card in force." });

export const fieldError = z.object({
  pointer: z.string().optional().meta({ description: "JSON pointer into the body." }),
  parameter: z.string().optional(),
  detail: z.string(),
});
/** What every problem says (RFC 9457, and which one it is). */
export const problemFields = {
  type: z.url().meta({ description: "Where this problem is documented." }),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  request_id: z.string().optional(),
};
export const problemAnswer = z
  .looseObject({ ...problemFields, errors: z.array(fieldError).optional() })
  .meta({ id: "Problem", description: "RFC 9457. More members depend on the code." });

export type BalanceAnswer = z.infer<typeof balanceAnswer>;
export type QuoteAnswer = z.infer<typeof quoteAnswer>;
export type ChargeAnswer = z.infer<typeof chargeAnswer>;
export type HoldAnswer = z.infer<typeof holdAnswer>;
export type EntriesAnswer = z.infer<typeof entriesAnswer>;
export type RatesAnswer = z.infer<typeof ratesAnswer>;
