import { z } from "zod";
import { notCredits, parseCredits } from "@/lib/credits/core/parse-credits";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { ACTIVITY_FILTERS, type RUN_STATES } from "@/lib/credits/core/run";
import { WEBHOOK_REFUSALS, webhookAddress } from "@/lib/credits/core/webhook-url";

const fine = z.number().int().nonnegative();
const kind = z.enum(["ai", "lead"]);

const formula = z.object({
  bandBy: z.string().nullable(),
  usualBand: z.string(),
  bands: z.record(z.string(), z.object({ base: fine, min: fine, max: fine })),
  terms: z.array(
    z.object({
      input: z.string(),
      add: fine,
      per: z.number().int().positive(),
      beyond: z.number().nonnegative(),
      usual: z.number().nonnegative(),
    }),
  ),
  onlyIf: z.string().nullable(),
});

/** A rate card as the database keeps it: published by a migration, checked when it is read. */
export const rateCardSchema: z.ZodType<RateCard> = z.object({
  version: z.string(),
  effectiveAt: z.string(),
  note: z.string(),
  rates: z.array(
    z.object({
      operation: z.string(),
      label: z.string(),
      kind,
      group: z.string(),
      unit: z.string(),
      units: z.string(),
      min: fine,
      max: fine,
      formula: formula.nullable(),
      formulaText: z.string(),
      decidedBy: z.string(),
    }),
  ),
});

/** Which run, in which workspace (by its slug). */
export const runSchema = z.object({ workspace: z.string(), runId: z.uuid() });

/** Which balance, in which workspace (by its slug). */
export const balanceSchema = z.object({ workspace: z.string(), kind });

/** The address of the Activity page: an unknown filter or cursor counts as none. */
export const activitySearchSchema = z.object({
  state: z.enum(ACTIVITY_FILTERS).catch("all"),
  op: z
    .string()
    .regex(/^[a-z0-9_:-]{1,60}$/)
    .nullable()
    .catch(null),
  /** Who: a member or an API key. */
  by: z.guid().nullable().catch(null),
  after: z
    .string()
    .regex(/^\d{1,18}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .transform((cursor) => {
      const [time = "", id = ""] = cursor.split(".");
      return { at: BigInt(time), id };
    })
    .nullable()
    .catch(null),
});
export type ActivitySearch = z.output<typeof activitySearchSchema>;

/** The states a filter of the Activity page shows; null shows all. */
export const statesOfFilter = {
  all: null,
  active: ["queued", "running", "stopping", "blocked"],
  blocked: ["blocked"],
  done: ["done"],
  stopped: ["stopped"],
  failed: ["failed"],
} as const satisfies Record<
  (typeof ACTIVITY_FILTERS)[number],
  readonly (typeof RUN_STATES)[number][] | null
>;

const workspace = z.string();
const written = z
  .string()
  .refine((text) => parseCredits(text) !== null, { error: ({ input }) => notCredits(`${input}`) });
const target = z
  .string()
  .min(1, "Choose whom or what it limits.")
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, "Nothing is named so.");
const capTarget = { kind, scope: z.enum(["member", "campaign", "operation"]), target };

/** When a kind of credits warns; without a `threshold`, a new one. */
export const thresholdSchema = z.object({
  workspace,
  kind,
  threshold: z.string().max(100).nullable(),
  amount: written,
});

export const removeThresholdSchema = z.object({ workspace, kind, threshold: z.string().max(100) });

/** What a member, an API key, a campaign or an operation may use in a month. */
export const limitSchema = z.object({
  workspace,
  ...capTarget,
  amount: written,
  mode: z.enum(["notify", "block"]),
  isNew: z.boolean(),
});

export const liftLimitSchema = z.object({ workspace, ...capTarget });

/** Recipients of alerts, and the channels: no recipients means everyone who may buy credits. */
export const recipientsSchema = z.object({
  workspace,
  inApp: z.boolean(),
  email: z.boolean(),
  recipients: z.array(z.uuid()).max(500),
});

export const webhookSchema = z.object({
  workspace,
  url: z.string().superRefine((text, context) => {
    const address = webhookAddress(text);
    if (!address.ok)
      context.addIssue({ code: "custom", message: WEBHOOK_REFUSALS[address.reason] });
  }),
});

/** What somebody has read: these notices, or all up to the newest one their screen knew. */
export const readNoticesSchema = z.object({
  workspace,
  read: z.union([
    z.object({ ids: z.array(z.uuid()).min(1).max(100) }),
    z.object({ upTo: z.uuid() }),
  ]),
});

/** `seen`: which secret the page that asks was drawn with. */
export const replaceSecretSchema = z.object({ workspace, seen: z.string().max(64) });

/** Alerts of a workspace, by its slug. */
export const alertsSchema = z.object({ workspace });
