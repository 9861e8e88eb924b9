"use client";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { useWatch } from "@/components/billing/use-watch";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import { refundPurchaseAction } from "@/lib/billing/actions";
import { creditsForRefund } from "@/lib/billing/core/refund";
import type { Receipt } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import { formatMoney, spokenCredits } from "@/lib/credits/core/format";

/** Refunds what is left of a purchase. It names the amount first, and what happens to the credits. */
export function RefundDialog({ receipt, workspace }: { receipt: Receipt; workspace: string }) {
  // A repeated click, for whatever reason, asks for the same refund; an answer ends the attempt.
  const [attempt, setAttempt] = useState(() => crypto.randomUUID());
  const [sent, setSent] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  // Shown until the receipt has it, or for as long as it is looked for. From then on the receipt says where it is.
  const awaited = sent === standing(receipt);
  const { late } = useWatch(awaited);
  useFocusLeftToRow(button);
  const amount = formatMoney(receipt.refundableCents, receipt.currency);
  const paid = { credits: receipt.credits, amountPaidCents: receipt.amountPaidCents ?? 0 };
  const leaving = spokenCredits(
    credits(creditsForRefund(paid, receipt.refundableCents)),
    receipt.kind,
  );

  const refund = async () => {
    const outcome = await refundPurchaseAction({
      workspace,
      purchaseId: receipt.id,
      attempt,
      amountCents: receipt.refundableCents,
    }).catch(() => undefined);
    if (outcome?.data) setAttempt(crypto.randomUUID());
    if (!outcome?.data?.ok)
      return sentence(outcome?.data?.ok === false ? outcome.data.reason : null);
    setSent(standing(receipt));
    toast(`Refund of ${amount} sent. Its credits are set aside until it is confirmed.`);
  };

  return (
    <ConfirmDialog
      trigger={
        <Button
          ref={button}
          variant="ghost"
          size="sm"
          className="-my-1 print:hidden"
          pending={awaited && !late}
        >
          Refund
          <span className="sr-only"> {receipt.packageName}</span>
        </Button>
      }
      title={`Refund ${amount}`}
      description={`A refund covers what is left of this purchase: ${leaving} leave the balance. What was used stays paid.`}
      action={`Refund ${amount}`}
      cancel="Keep the purchase"
      onConfirm={refund}
    />
  );
}

/** What a receipt knows about refunds. It changes once a refund that was sent is among them. */
const standing = ({ underWayCents, refunds }: Receipt): string =>
  [underWayCents, ...refunds.map(({ id }) => id)].join();

/** When nothing is left to refund, the button disappears, and the focus moves to its row, which says what happened. */
function useFocusLeftToRow(button: RefObject<HTMLButtonElement | null>): void {
  useLayoutEffect(() => {
    const { current } = button;
    const row = current?.closest("tr");
    return () => {
      if (!row || document.activeElement !== current) return;
      row.tabIndex = -1;
      row.focus();
    };
  }, [button]);
}

type Reason = "not_refundable" | "amount_changed" | "refund_refused" | "unavailable";

function sentence(reason: Reason | null): string {
  if (reason === "amount_changed") {
    return "Credits of this purchase were used or refunded in the meantime. Nothing more was refunded. Reload to see what is left.";
  }
  if (reason === "refund_refused") return "The payment provider refused. Nothing was refunded.";
  if (reason === "not_refundable") return "This purchase was not paid. Nothing was refunded.";
  if (reason === "unavailable") return "No payment provider is set up. Nothing was refunded.";
  return "The payment provider did not answer. Try again: the amount is refunded once at most.";
}
