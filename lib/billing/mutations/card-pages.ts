import type Stripe from "stripe";
import { storeCard } from "@/lib/billing/mutations/cards";
import {
  openForWorkspace,
  type Payer,
  type Unavailable,
  unavailable,
} from "@/lib/billing/mutations/hosted-page";
import {
  type CardPageRequest,
  keepAddress,
  openCardPage,
  readCardPage,
} from "@/lib/billing/providers/card-page";
import { detachCard } from "@/lib/billing/providers/saved-card";
import { buyersOf } from "@/lib/billing/queries/buyers";
import { customerOf, savedCardOf } from "@/lib/billing/queries/cards";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

/** Opens a page for saving a card. Moves no money; nothing is stored here before the webhook reports the card. */
export async function startCardPage(
  stripe: Stripe | null,
  request: CardPageRequest & Payer,
): Promise<{ ok: true; url: string } | Unavailable> {
  if (!stripe) return unavailable(new Error("No payment provider is configured."));
  try {
    const page = await openForWorkspace(stripe, request, `customer:${newId()}`, (customer) =>
      openCardPage(stripe, request, customer),
    );
    return { ok: true, url: page.url };
  } catch (error) {
    return unavailable(error);
  }
}

/**
 * Stores the card that was saved on a page, replacing the previous one. Reads the facts from the provider's API, so it
 * does not matter how often and how late it is reported: a card that was removed since is attached to nobody there. If
 * whoever saved it may no longer buy, or it belongs to another customer, it is not stored, and the provider forgets it.
 */
export async function settleCardPage(
  stripe: Stripe,
  sessionId: string,
): Promise<{ ok: true } | { ok: false; reason: "not_ours" | "card_refused" }> {
  const page = await readCardPage(stripe, sessionId);
  if (!page) return { ok: false, reason: "not_ours" };
  const { workspaceId, memberId: savedBy, customer, card, address, savedAt } = page;
  const kept = await savedCardOf(workspaceId);
  if (!card || card.methodId === kept?.methodId) return { ok: true };
  if (!customer || customer !== (await customerOf(workspaceId))) return refuse(stripe, card);
  const buyers = await buyersOf(workspaceId);
  if (!buyers.some(({ userId }) => userId === savedBy)) return refuse(stripe, card);

  if (env.STRIPE_TAX && address) await keepAddress(stripe, customer, address);
  await storeCard(stripe, workspaceId, card, { savedBy, savedAt, checkoutSessionId: sessionId });
  return { ok: true };
}

async function refuse(stripe: Stripe, { methodId }: { methodId: string }) {
  await detachCard(stripe, methodId);
  return { ok: false, reason: "card_refused" } as const;
}
