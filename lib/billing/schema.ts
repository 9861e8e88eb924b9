import { z } from "zod";
import { parseMoney } from "@/lib/billing/core/parse-money";
import { KINDS } from "@/lib/credits/core/amount";
import { notCredits, parseCredits } from "@/lib/credits/core/parse-credits";

/** A path of this site: never a full address, so that nobody is led elsewhere after paying. */
const path = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\\\s]*$/);

/** Which attempt of somebody's this is. In small letters, as it comes back from the database and from Stripe. */
const attempt = z.uuid().toLowerCase();

export const startCheckoutSchema = z.object({
  workspace: z.string(),
  packageId: z.string().regex(/^[a-z0-9_-]{1,60}$/),
  /** Made by the screen when it opens: a second click within it leads to the same checkout. */
  attempt,
  returnPath: path,
  continueRunId: z.uuid().optional(),
  /** The buyer ticked that the card may be saved. */
  saveCard: z.boolean().default(false),
});

const amount = z
  .string()
  .refine((text) => parseCredits(text) !== null, { error: ({ input }) => notCredits(`${input}`) });

const money = z
  .string()
  .refine((text) => parseMoney(text) !== null, "Write an amount of money such as 100 or 49.50.");

/** Automatic top-ups of a kind, as the form sends them; the limit is in the currency that the form names. */
export const topUpSchema = z
  .object({
    workspace: z.string(),
    kind: z.enum(KINDS),
    threshold: amount,
    packageId: z.string().regex(/^[a-z0-9_-]{1,60}$/, "Choose a package."),
    monthlyLimit: money,
    currency: z.string().regex(/^[a-z]{3}$/),
  })
  .refine(({ monthlyLimit, currency }) => parseMoney(monthlyLimit, currency) !== null, {
    path: ["monthlyLimit"],
    error: "Write an amount of money without decimals, such as 10,000.",
  });

export const topUpOffSchema = z.object({ workspace: z.string(), kind: z.enum(KINDS) });

export const tryTopUpNowSchema = z.object({ workspace: z.string(), topUpId: z.uuid() });

export const removeCardSchema = z.object({ workspace: z.string() });

export const addCardSchema = z.object({ workspace: z.string() });

/** A field of a page cuts off what is too long, even in the middle of a character, so half a character is removed. */
const words = (most: number) =>
  z
    .string()
    .transform((given) => given.replaceAll("\0", "").toWellFormed())
    .pipe(z.string().trim().max(most));

export const askForCreditsSchema = z.object({
  workspace: z.string(),
  kind: z.enum(KINDS),
  message: words(500).default(""),
  /** The operation that was blocked, and the hundredths of a credit it lacks. */
  what: words(200).optional(),
  shortfall: z.number().int().positive().optional(),
  /** Made by the screen when it opens: asked again within it, people are asked once. */
  attempt,
});

export const refundPurchaseSchema = z.object({
  workspace: z.string(),
  purchaseId: z.uuid(),
  /** Made by the screen when it opens: a second click within it asks for the same refund. */
  attempt,
  /** What the screen said would be refunded; any other amount by now is a refusal. */
  amountCents: z.number().int().positive(),
});

/** The provider's id of a checkout, as the return address carries it. */
export const sessionIdSchema = z.string().regex(/^[A-Za-z0-9_]{1,255}$/);

/** What everything of ours at the provider has in its metadata. */
export const workspaceMetadataSchema = z.object({ workspace: z.uuid() });

/** What a payment has in its metadata. */
export const paymentMetadataSchema = workspaceMetadataSchema.extend({ purchase: z.uuid() });

/** What a page for saving a card has in its metadata: for which workspace, and by whom. */
export const cardPageMetadataSchema = workspaceMetadataSchema.extend({ member: z.uuid() });

/** What a refund has in its metadata: who asked for it, and in which attempt. Others may write there too. */
export const refundMetadataSchema = z.object({
  member: z.uuid().nullable().catch(null),
  attempt: z.uuid().nullable().catch(null),
});
