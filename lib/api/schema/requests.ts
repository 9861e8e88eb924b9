import { z } from "zod";
import { AMOUNT_PATTERN, parseAmount } from "@/lib/api/core/amount-text";
import { KINDS } from "@/lib/credits/core/amount";
import { isDay } from "@/lib/usage/core/calendar";
import { parseEntryId } from "@/lib/usage/schema";

const MOST_UNITS = 10_000_000;
const MOST_INPUTS = 20;
const LARGEST_INPUT = 1_000_000_000;
/** A hold can last from a minute to a week; a day when nothing is said. */
const SHORTEST_HOLD = 60;
const LONGEST_HOLD = 7 * 24 * 60 * 60;

/** What PostgreSQL keeps as text or JSON: no control characters, no halves of a character. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, "Control characters are not allowed.")
    .refine((text) => text.isWellFormed(), "Not well-formed Unicode.");

const kind = z.enum(KINDS).meta({ description: "Which credits: the two kinds never mix." });

const amount = (description: string) =>
  z
    .string({
      error: (issue) =>
        issue.input === undefined ? undefined : 'Expected a decimal string, such as "4.10".',
    })
    .regex(AMOUNT_PATTERN, 'Expected credits with at most two decimals, such as "4.10".')
    .transform(parseAmount)
    .meta({ description, examples: ["4.10"] });

const units = z.int().min(1).max(MOST_UNITS);
const number = z.number().min(0).max(LARGEST_INPUT);
const range = (of: z.ZodNumber) =>
  z
    .strictObject({ min: of, likely: of, max: of })
    .refine(
      ({ min, likely, max }) => min <= likely && likely <= max,
      "Expected min, likely and max in rising order.",
    );

const named = <T extends z.ZodType>(value: T) =>
  z
    .record(line(40), value)
    .refine(
      (inputs) => Object.keys(inputs).length <= MOST_INPUTS,
      `At most ${MOST_INPUTS} inputs.`,
    );

const exactInput = z.union([number, z.boolean(), line(200)]);
const exactInputs = named(exactInput)
  .default({})
  .meta({ description: "What decides the price, exactly, by the names that GET /rates lists." });
const openInputs = named(z.union([number, range(number), z.boolean(), line(200)]))
  .default({})
  .meta({
    description:
      "What decides the price: exactly, as a range, or left out. What is left out widens the quote.",
  });

const rated = z
  .string()
  .regex(/^[a-z0-9_]{1,60}$/, "Expected an operation of the rate card, such as dm_premium.")
  .meta({ description: "An operation of the rate card.", examples: ["dm_premium"] });
const custom = z
  .string()
  .regex(
    /^custom:[a-z][a-z0-9_]{0,47}$/,
    "Expected custom: and a name, such as custom:transcription.",
  )
  .meta({
    description: "A name of your own, after custom: and without a space.",
    examples: ["custom:transcription"],
  });
const subject = line(200)
  .min(1)
  .optional()
  .meta({
    description: "What it is for, as the history shows it.",
    examples: ["Café owners, 12 messages"],
  });
const lapsesIn = z
  .int()
  .min(SHORTEST_HOLD)
  .max(LONGEST_HOLD)
  .default(24 * 60 * 60)
  .meta({ description: "Seconds after which the hold lapses and its credits come back." });

const quantity = units.default(1).meta({ description: "How many units." });
const openQuantity = z
  .union([units, range(units)])
  .default(1)
  .meta({
    description: "How many units: a number, or a range.",
  });

export const quoteRequest = z.strictObject({
  operation: rated,
  quantity: openQuantity,
  inputs: openInputs,
});

const ratedCharge = z
  .strictObject({
    operation: rated,
    quantity,
    inputs: exactInputs,
    subject,
    max_amount: amount("Refuses the charge when its price is above this.").optional(),
  })
  .meta({ title: "An operation of the rate card" });
const customCharge = z
  .strictObject({
    operation: custom,
    kind,
    amount: amount("What it costs: your program's own price."),
    quantity: units.optional().meta({ description: "How many units it was." }),
    inputs: exactInputs,
    subject,
  })
  .meta({ title: "An operation of your own" });
export const chargeRequest = z.union([ratedCharge, customCharge]);

const ratedHold = quoteRequest
  .extend({
    subject,
    max_amount: amount("Refuses the hold when the quote's maximum is above this.").optional(),
    lapses_in_seconds: lapsesIn,
  })
  .meta({ title: "An operation of the rate card" });
const customHold = z
  .strictObject({
    operation: custom,
    kind,
    amount: amount("What is held: the most it can cost."),
    subject,
    lapses_in_seconds: lapsesIn,
  })
  .meta({ title: "An operation of your own" });
export const holdRequest = z.union([ratedHold, customHold]);

const settle = z
  .boolean()
  .default(false)
  .meta({ description: "Gives back what is then left, and ends the hold." });
const wholeCapture = z.strictObject({}).meta({ title: "Everything that is still held" });
const partCapture = z
  .strictObject({
    amount: amount("How much of the hold is charged."),
    settle,
    quantity: units.optional().meta({ description: "How many units it was." }),
    inputs: exactInputs,
    subject,
  })
  .meta({ title: "An amount of it" });
const unitCapture = z
  .strictObject({
    quantity: units.meta({ description: "How many units are charged, by the hold's own rates." }),
    inputs: exactInputs,
    settle,
    subject,
  })
  .meta({ title: "Units, by the rates it was quoted with" });
export const captureRequest = z.union([wholeCapture, partCapture, unitCapture]);
export const releaseRequest = z.strictObject({});

export type QuoteRequest = z.output<typeof quoteRequest>;
export type ChargeRequest = z.output<typeof chargeRequest>;
export type HoldRequest = z.output<typeof holdRequest>;
export type CaptureRequest = z.output<typeof captureRequest>;
/** A capture that is not of the whole hold. */
export type PartCapture = z.output<typeof partCapture> | z.output<typeof unitCapture>;

const day = z
  .string()
  .refine(isDay, "Expected a date, such as 2026-11-25.")
  .optional()
  .meta({ format: "date", description: "A day of the workspace's time zone, itself included." });

const MOST_ENTRIES = 100;
/** Digits are a number; "0x10", "1e1" and nothing at all are none. */
const wholeNumber = (text: unknown): unknown =>
  typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : text;

export const entriesQuery = z
  .strictObject({
    kind: kind.optional(),
    operation: z
      .string()
      .regex(/^[a-z0-9_:-]{1,60}$/, "Expected an operation, a group or a type of entry.")
      .optional()
      .meta({
        description: "An operation, a group such as group:messages, or a type such as refund.",
      }),
    from: day,
    to: day,
    limit: z
      .preprocess(wholeNumber, z.int().min(1).max(MOST_ENTRIES))
      .default(50)
      .meta({ type: "integer", minimum: 1, maximum: MOST_ENTRIES, default: 50 }),
    cursor: z
      .string()
      .refine((text) => parseEntryId(text) !== null, "Expected the next_cursor of a page.")
      .optional()
      .meta({ description: "The next_cursor of the page before." }),
  })
  .refine(({ from, to }) => !(from && to) || from <= to, {
    path: ["to"],
    message: "Expected a day that is not before from.",
  });
export type EntriesQuery = z.output<typeof entriesQuery>;

export const noQuery = z.strictObject({});
