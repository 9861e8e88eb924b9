import { z } from "zod";
import { parseFine } from "@/lib/credits/core/parse-fine";

/** A price as it is written: "0.80". Millionths of a credit once parsed. */
const price = z.string().transform((text, context) => {
  const amount = parseFine(text);
  if (amount !== null) return amount;
  context.addIssue({
    code: "custom",
    message: "Write a price such as 0.80, with at most six decimals.",
  });
  return z.NEVER;
});

const change = z.object({
  operation: z.string().max(100),
  bands: z.record(z.string().max(100), z.object({ base: price, min: price, max: price })),
  adds: z.array(price).max(20),
});

/** The next version of the rate card: which prices change, from when, and why. Whether they may is decided in core. */
export const publishRateCardSchema = z.object({
  follows: z.string().max(100),
  effectiveAt: z.iso.datetime("Write a date and a time."),
  note: z
    .string()
    .transform((given) => given.replaceAll("\0", ""))
    .pipe(
      z
        .string()
        .trim()
        .min(1, "Say in a sentence why the rates change. Everybody reads it.")
        .max(300, "At most 300 letters."),
    ),
  changes: z.array(change).max(200),
});

export type PublishForm = z.input<typeof publishRateCardSchema>;

const typed = z.record(z.string().max(100), z.string().max(100));

/** A draft of the next version as a browser keeps it: the changed prices as they were typed, by operation and name. */
export const keptRateDraftSchema = z.object({
  follows: z.string().max(100),
  prices: z.record(z.string().max(100), typed),
  date: z.string().max(100),
  note: z.string().max(300),
});

export type KeptRateDraft = z.output<typeof keptRateDraftSchema>;

/** The address of the rate card: a version, and whether what is asked for is one. */
export const ratesSearchSchema = z.object({ version: z.string().max(100).nullable().catch(null) });
