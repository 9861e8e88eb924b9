"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { outlookOf } from "@/components/credits/about-day";
import { useLive } from "@/components/credits/live-workspace";
import { LowBalanceNotice } from "@/components/credits/low-balance-notice";
import { remember } from "@/components/shell/preferences";
import type { Kind } from "@/lib/credits/core/amount";
import { type Balance, entryId, isAllHeld, type Level } from "@/lib/credits/core/balance";

type LiveNoticeProps = {
  timeZone: string;
  /** Where credits are bought; null for people who may not buy. */
  buyHref: string | null;
  /** Where those people ask for them. */
  askHref: string;
  /** The crossings dismissed in this browser, from its cookie, so that the server draws what will stay. */
  dismissed: readonly string[];
};

const RANK: Record<Level, number> = { ok: 0, low: 1, critical: 2, empty: 3 };

/** What is done on these pages is paid for with lead credits alone. */
const OF_LEADS = /^\/[^/]+\/(leads|settings\/cold-email-agent)(\/|$)/;

/**
 * The worse warning of the two kinds, above every page; above pages about leads or lead credits, only that of lead
 * credits. It disappears with the balance event that ends it. A dismissed amber one stays away until the balance falls
 * below a threshold again.
 */
export function LiveNotice({ timeZone, buyHref, askHref, dismissed: saved }: LiveNoticeProps) {
  const { workspace, balances } = useLive();
  const [dismissed, setDismissed] = useState(saved);
  const dismiss = (balance: Balance) => {
    // Only the latest of each kind: an earlier one does not come back.
    const next = [...dismissed.filter((one) => !one.startsWith(balance.kind)), crossingOf(balance)];
    remember("dismissed", next.join("."), `/${workspace}`);
    setDismissed(next);
  };
  const shown = useSearchParams().get("kind");
  const ofLeads = OF_LEADS.test(usePathname()) || shown === "lead";
  // A kind that the workspace never had is not running out.
  const worst = Object.values(balances ?? {})
    .filter(
      (balance) =>
        balance.last !== null &&
        !(balance.level === "low" && dismissed.includes(crossingOf(balance))) &&
        !(ofLeads && balance.kind !== "lead"),
    )
    .toSorted((a, b) => RANK[b.level] - RANK[a.level])[0];
  if (!worst || worst.level === "ok") return null;
  return (
    <div className="mb-4">
      <LowBalanceNotice
        kind={worst.kind}
        level={worst.level}
        held={isAllHeld(worst)}
        outlook={outlookOf(worst, timeZone)}
        buyHref={buyHref && withKind(buyHref, worst.kind)}
        askHref={withKind(askHref, worst.kind)}
        onDismiss={() => dismiss(worst)}
      />
    </div>
  );
}

const withKind = (href: string, kind: Kind): string =>
  kind === "ai" ? href : `${href}${href.includes("?") ? "&" : "?"}kind=lead`;

/** Identifies one time of being low by the row that crossed: "ai-1042". */
const crossingOf = ({ kind, crossedAt }: Balance): string => entryId(kind, crossedAt);
