import { z } from "zod";
import { KINDS } from "@/lib/credits/core/amount";

const hundredths = z.int().meta({ description: "In hundredths of a credit: 41255 is 412.55." });
const at = z.string().meta({ format: "date-time" });

const common = {
  id: z.uuid().meta({ description: "As in the header wellspent-notice." }),
  at: at.meta({ description: "When it happened." }),
  workspace: z.strictObject({ id: z.uuid(), slug: z.string(), name: z.string() }),
  title: z.string().meta({ description: "One sentence for people." }),
};
const kind = z.enum(KINDS).meta({ description: "Which credits it is about." });

function alert<About extends string, Facts extends z.ZodRawShape>(
  about: About,
  title: string,
  facts: Facts,
) {
  return z
    .strictObject({
      type: z.literal(`credits.${about}`),
      ...common,
      kind,
      facts: z.strictObject({ about: z.literal(about), ...facts }),
    })
    .meta({ title });
}

/**
 * What is posted to a workspace's webhook. Everything that is sent parses, and the API's description is made of it; the
 * titles name each form where people read it.
 */
export const alertWebhook = z
  .discriminatedUnion("type", [
    alert("threshold", "A balance fell below a threshold", {
      threshold: z.string().meta({ description: "low, critical, empty, or the id of one's own." }),
      below: hundredths,
      available: hundredths,
      held: hundredths.optional(),
    }),
    alert("cap", "A monthly limit is nearly or wholly used", {
      cap: z.strictObject({
        scope: z.enum(["member", "campaign", "operation"]),
        target: z.string().meta({ description: "An id, api_key:<id>, or an operation." }),
        amount: hundredths,
        mode: z.enum(["notify", "block"]),
      }),
      used: hundredths,
      share: z.int().meta({ description: "In percent: 80 or 100." }),
      month: z.string().meta({ description: "As 2026-11, in the workspace's time zone." }),
    }),
    alert("expiry", "Credits are about to expire", {
      label: z.string().meta({ description: "Of the purchase or grant that they are part of." }),
      amount: hundredths,
      expiresAt: at,
      days: z.int().meta({ description: "How many are left, at least 1." }),
    }),
    alert("dispute", "A payment is disputed", {
      purchaseId: z.uuid(),
      packageName: z.string(),
      state: z.enum(["open", "won", "lost"]),
      taken: hundredths.meta({ description: "What a lost one took, in hundredths of a credit." }),
      owed: hundredths.meta({
        description: "What was spent of it already and is owed, in hundredths of a credit.",
      }),
    }),
    alert("top_up", "Auto top-up was declined, stopped, or reached its limit", {
      event: z.enum(["stopped", "declined", "over_limit"]),
      why: z
        .string()
        .meta({ description: "Why it stopped or was declined, a sentence; otherwise empty." }),
    }),
    alert("purchase", "Auto top-up bought credits", {
      purchaseId: z.uuid(),
      buyerId: z.uuid().meta({ description: "Who set the auto top-up." }),
      packageName: z.string(),
      state: z.enum(["paid", "failed"]),
      amount: hundredths,
      settled: hundredths.meta({
        description: "How much of it settled a debt, in hundredths of a credit.",
      }),
      auto: z.literal(true),
    }),
    z
      .strictObject({ type: z.literal("credits.test"), ...common })
      .meta({ title: "Somebody pressed Send test" }),
  ])
  .meta({ id: "Alert" });
