"use client";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { cardName } from "@/components/billing/card-name";
import { ClosedLine } from "@/components/billing/closed-line";
import { useCardPage } from "@/components/billing/use-card-page";
import { useWatch } from "@/components/billing/use-watch";
import { sentence } from "@/components/identity/refusals";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { FormFailure } from "@/components/ui/form-failure";
import { Spinner } from "@/components/ui/spinner";
import { Tag } from "@/components/ui/tag";
import { removeCardAction } from "@/lib/billing/actions";
import type { TopUpData } from "@/lib/billing/types";

type SavedCardRowProps = Pick<TopUpData, "workspace" | "card" | "provider">;

/** The card that pays for top-ups, and how to save one. */
export function SavedCardRow({ workspace, card, provider }: SavedCardRowProps) {
  const page = useCardPage(workspace);
  const arrival = useArrival(card?.checkoutSessionId ?? null);
  const open = (words: string, size: "default" | "sm" = "default") => (
    <Button size={size} pending={page.pending} onClick={page.open}>
      {words}
    </Button>
  );
  return (
    <div className="grid gap-2">
      {card ? (
        <Card card={card} provider={provider}>
          {provider === "none" ? null : open("Use another card", "sm")}
          <RemoveCard workspace={workspace} name={`${cardName(card.brand)} ${card.last4}`} />
        </Card>
      ) : (
        <NoCard>{provider === "none" ? null : open("Add a card")}</NoCard>
      )}
      {arrival ? <Arriving {...arrival} /> : <ClosedLine className="mb-0 text-sm" />}
      <FormFailure>{page.problem}</FormFailure>
    </div>
  );
}

/** Waits for the card of the page that led back here (`?session_id=`). Null once it is there, or if none is to come. */
function useArrival(keptFrom: string | null): { late: boolean } | null {
  const session = useSearchParams().get("session_id");
  const here = session !== null && session === keptFrom;
  const waits = session !== null && !here;
  const { late } = useWatch(waits);
  useEffect(() => {
    if (!here) return;
    announce("Card saved.");
    // Remove from the address what was waited for, so that a later visit does not wait for it again.
    window.history.replaceState(null, "", window.location.pathname);
  }, [here]);
  return waits ? { late } : null;
}

function Arriving({ late }: { late: boolean }) {
  return (
    <p role="status" className="flex items-center gap-2 text-foreground-2 text-sm">
      {late ? null : <Spinner />}
      {late
        ? "This is taking longer than usual. You can leave this page: the card is shown here once Stripe has confirmed it."
        : "The card is being saved. This page changes by itself."}
    </p>
  );
}

function NoCard({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
      <p className="text-foreground-2">
        No card is saved. Adding one charges nothing and switches nothing on.
      </p>
      {children}
    </div>
  );
}

type CardProps = {
  card: NonNullable<TopUpData["card"]>;
  provider: TopUpData["provider"];
  children: ReactNode;
};

function Card({ card, provider, children }: CardProps) {
  const until = `Good until ${String(card.expMonth).padStart(2, "0")}/${card.expYear}`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
      <div>
        <p className="flex items-center gap-2 font-label tabular-nums">
          {cardName(card.brand)} ending in {card.last4}
          {card.expired ? <Tag tone="critical">Expired</Tag> : null}
        </p>
        <p className="text-muted-foreground tabular-nums">
          {card.expired ? `${until}. Auto top-up needs another card.` : until}
          {provider === "embedded" ? ". A stand-in: no card, no money." : null}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </div>
  );
}

function RemoveCard({ workspace, name }: { workspace: string; name: string }) {
  const remove = async () => {
    const answer = await answerOf(removeCardAction({ workspace }));
    if (!answer.ok) return sentence(answer);
    announce("Card removed. Auto top-up is off.");
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost">
          Remove card
        </Button>
      }
      title={`Remove ${name}?`}
      description="Auto top-up is switched off with it. What was bought stays."
      action="Remove card"
      onConfirm={remove}
    />
  );
}
