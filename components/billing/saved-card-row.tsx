"use client";
import { cardName } from "@/components/billing/card-name";
import { answerOf, sentence } from "@/components/identity/refusals";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Link } from "@/components/ui/link";
import { Tag } from "@/components/ui/tag";
import { removeCardAction } from "@/lib/billing/actions";
import type { TopUpData } from "@/lib/billing/types";

type SavedCardRowProps = Pick<TopUpData, "workspace" | "card" | "provider">;

/** The card that top-ups are paid with, or how to save one. */
export function SavedCardRow({ workspace, card, provider }: SavedCardRowProps) {
  if (!card) {
    return (
      <p className="text-foreground-2 text-sm">
        No card is saved. Tick “Save this card for auto top-up” when you{" "}
        <Link className="link" href={`/${workspace}/settings/billing`}>
          buy credits
        </Link>
        .
      </p>
    );
  }
  const until = `${String(card.expMonth).padStart(2, "0")}/${card.expYear}`;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
      <div>
        <p className="flex items-center gap-2 font-label tabular-nums">
          {cardName(card.brand)} ending in {card.last4}
          {card.expired ? <Tag tone="critical">Expired</Tag> : null}
        </p>
        <p className="text-muted-foreground tabular-nums">
          {card.expired
            ? `Good until ${until}. Buy once with another card to save that.`
            : `Good until ${until}`}
          {provider === "embedded" ? ". A stand-in: no card, no money." : null}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Link className="link" href={`/${workspace}/settings/billing?card=another`}>
          Use another card
        </Link>
        <RemoveCard workspace={workspace} name={`${cardName(card.brand)} ${card.last4}`} />
      </div>
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
