import type Stripe from "stripe";
import { settleCardPage } from "@/lib/billing/mutations/card-pages";
import { refreshCard } from "@/lib/billing/mutations/cards";
import { type Settled, type Source, settlePurchase } from "@/lib/billing/mutations/settle";
import { purchaseOfSavedCard } from "@/lib/billing/providers/saved-card";
import { sessionOfIntent } from "@/lib/billing/providers/stripe";
import { paymentMetadataSchema, workspaceMetadataSchema } from "@/lib/billing/schema";
import { clock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db";
import { LoggedError } from "@/lib/platform/errors";
import type { Prisma, StripeEvent } from "@/lib/platform/generated/prisma/client";
import { logger } from "@/lib/platform/logger";
import { enqueue } from "@/lib/platform/queue";

/** The job that processes one kept event. */
export const PROCESS_EVENT = "billing.process-event";

/** Stores an event, once by its id, however often and by whomever it is delivered. */
export async function keepEvent(event: Stripe.Event): Promise<void> {
  await db.stripeEvent.createMany({
    data: {
      id: event.id,
      type: event.type,
      workspace: workspaceIn(event),
      payload: storable(event),
      receivedAt: clock.now(),
    },
    skipDuplicates: true,
  });
}

/**
 * PostgreSQL can hold neither NUL nor half a surrogate pair, and a name that a buyer typed must not keep credits from
 * arriving.
 */
const storable = (event: Stripe.Event): Prisma.InputJsonObject =>
  JSON.parse(JSON.stringify(event), (_, value: unknown) =>
    typeof value === "string" ? storableText(value) : value,
  );

const storableText = (text: string): string => text.replaceAll("\0", "").toWellFormed();

/** Tries that died with their process, one after the other, after which an event is left to whoever runs the product. */
export const MOST_TRIES = 6;
const DIED = "Every process that tried it died.";

/**
 * Does what one stored event calls for, and marks it done. Safe to repeat, and to run twice at once. An event about
 * nothing of ours is marked done and logged. Throws if it could not be done now: try again later. Why is stored and
 * logged, as an error once: it may be tried for weeks, and a log that repeats itself is not read. Not tried at all is one
 * that killed every process that did.
 */
export async function processEvent(stripe: Stripe, id: string): Promise<void> {
  const kept = await db.stripeEvent.findUnique({ where: { id } });
  if (!kept || kept.processedAt) return;
  if (await isDeadly(kept)) return;
  try {
    const outcome = await act(stripe, kept.payload as unknown as Stripe.Event);
    if (!outcome.ok) logger.warn({ event: id, type: kept.type, reason: outcome.reason }, "event");
    await db.stripeEvent.update({
      where: { id },
      data: {
        processedAt: clock.now(),
        attempts: { increment: 1 },
        tries: 0,
        failure: outcome.ok ? null : outcome.reason,
      },
    });
  } catch (error) {
    const failure = reasonIn(error);
    const { attempts } = await db.stripeEvent.update({
      where: { id },
      data: { attempts: { increment: 1 }, tries: 0, failure },
    });
    const level = failure === kept.failure ? "debug" : "error";
    logger[level]({ err: error, event: id, type: kept.type, attempts }, "event waits for a retry");
    throw new LoggedError(error);
  }
}

/** Counts a try before it begins: one that dies with its process leaves nothing else. True if there have been enough. */
async function isDeadly({ id, type, failure }: StripeEvent): Promise<boolean> {
  const begun = { where: { id }, data: { tries: { increment: 1 } } };
  const { tries } = await db.stripeEvent.update(begun);
  if (tries <= MOST_TRIES) return false;
  await db.stripeEvent.update({ where: { id }, data: { failure: DIED } });
  if (failure !== DIED) logger.error({ event: id, type, tries }, "an event died at every try");
  return true;
}

const reasonIn = (error: unknown): string =>
  storableText((error instanceof Error ? error.message : String(error)).slice(0, 300));

const HOUR_MS = 3_600_000;
/** By then, the job that an event was handed to has had its last try. */
const GIVEN_UP_MS = 2 * HOUR_MS;
/** For as long as the provider keeps its events. */
const KEPT_MS = 30 * 24 * HOUR_MS;

/**
 * Retries events, once each, that were stored and never done, for instance because the provider was out of reach for
 * hours: they were acknowledged, so it does not send them again. Returns how many are not done, and logs that with one of
 * them: it leads to the reason, which is logged only when it is new. Those that kill their process count, and are not
 * tried.
 */
export async function retryForgottenEvents(): Promise<number> {
  const now = clock.now().getTime();
  const receivedAt = { gt: new Date(now - KEPT_MS), lt: new Date(now - GIVEN_UP_MS) };
  const forgotten = await db.stripeEvent.findMany({
    where: { processedAt: null, receivedAt },
    orderBy: { receivedAt: "asc" },
    select: { id: true, receivedAt: true, workspace: true, tries: true },
  });
  const [oldest] = forgotten;
  if (!oldest) return 0;
  const tried = forgotten.filter(({ tries }) => tries <= MOST_TRIES);
  const about = { events: forgotten.length, since: oldest.receivedAt, event: oldest.id };
  const givenUp = forgotten.length - tried.length;
  logger.warn(
    givenUp > 0 ? { ...about, givenUp } : about,
    "events of Stripe are not done, and tried again",
  );
  for (const { id, workspace } of tried) await retryLater(id, workspace, { retryLimit: 0 });
  return forgotten.length;
}

/** Hands an event, of a workspace if it is known, to a worker. If one is already waiting, that is enough. */
export const retryLater = (
  eventId: string,
  workspace: string | null,
  options: { retryLimit?: number } = {},
): Promise<string | null> =>
  enqueue(
    PROCESS_EVENT,
    { eventId },
    { singletonKey: eventId, ...(workspace ? { group: workspace } : {}), ...options },
  );

type Outcome = Settled | { ok: true } | { ok: false; reason: "not_ours" | "card_refused" };

/** Every event that concerns a purchase leads to the same settling: the event only says which purchase. */
async function act(stripe: Stripe, event: Stripe.Event): Promise<Outcome> {
  const card = cardOf(event);
  if (card) await refreshCard(stripe, card);
  const page = cardPageOf(event);
  if (page) return page.complete ? settleCardPage(stripe, page.id) : { ok: true };
  const about = subjectOf(event);
  if (about === null) return { ok: true };

  const named = namedIn(event);
  const found =
    about.sessionId && named
      ? { source: { sessionId: about.sessionId }, ...named }
      : await purchaseOfIntent(stripe, about.paymentIntentId);
  if (!found) return { ok: false, reason: "not_ours" };
  return settlePurchase(stripe, found.workspace, found.purchase, found.source);
}

/** The payment method that an event says has changed or is gone. */
const cardOf = (event: Stripe.Event): string | null =>
  event.type === "payment_method.detached" ||
  event.type === "payment_method.updated" ||
  event.type === "payment_method.automatically_updated"
    ? event.data.object.id
    : null;

/** The page for saving a card that an event is about; null for a page on which something is paid. */
function cardPageOf(event: Stripe.Event): { id: string; complete: boolean } | null {
  if (!event.type.startsWith("checkout.session.")) return null;
  const { id, mode } = event.data.object as Stripe.Checkout.Session;
  return mode === "setup" ? { id, complete: event.type === "checkout.session.completed" } : null;
}

type Subject = { sessionId: string | null; paymentIntentId: string | null };

/** What an event is about; null for those that change nothing here. */
function subjectOf(event: Stripe.Event): Subject | null {
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.async_payment_failed":
    case "checkout.session.expired":
      return { sessionId: event.data.object.id, paymentIntentId: null };
    case "payment_intent.succeeded":
      // Payments of a checkout are reported by the checkout's own events.
      return event.data.object.metadata.origin === "top_up"
        ? { sessionId: null, paymentIntentId: event.data.object.id }
        : null;
    case "payment_intent.payment_failed":
      return { sessionId: null, paymentIntentId: event.data.object.id };
    case "charge.refunded":
    case "charge.refund.updated":
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
      return { sessionId: null, paymentIntentId: idOf(event.data.object.payment_intent) };
    default:
      return null;
  }
}

const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === "string" ? reference : (reference?.id ?? null);

/** The workspace that an event names; null where only the provider's own ids tell. */
export const workspaceIn = (event: Stripe.Event): string | null =>
  workspaceMetadataSchema.safeParse(metadataOf(event)).data?.workspace ?? null;

const metadataOf = (event: Stripe.Event): unknown =>
  (event.data.object as { metadata?: unknown }).metadata;

function namedIn(event: Stripe.Event): { workspace: string; purchase: string } | null {
  const parsed = paymentMetadataSchema.safeParse(metadataOf(event));
  return parsed.success ? parsed.data : null;
}

type Found = { source: Source; workspace: string; purchase: string };

async function purchaseOfIntent(
  stripe: Stripe,
  paymentIntentId: string | null,
): Promise<Found | null> {
  if (!paymentIntentId) return null;
  const session = await sessionOfIntent(stripe, paymentIntentId);
  if (!session) {
    const named = await purchaseOfSavedCard(stripe, paymentIntentId);
    return named && { source: { paymentIntentId }, ...named };
  }
  const parsed = paymentMetadataSchema.safeParse(session.metadata);
  return parsed.success ? { source: { sessionId: session.id }, ...parsed.data } : null;
}
