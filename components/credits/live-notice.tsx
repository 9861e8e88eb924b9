"use client";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { useLive } from "@/components/credits/live-workspace";
import { LowBalanceNotice } from "@/components/credits/low-balance-notice";
import { formatTime } from "@/components/ui/time";
import type { Kind } from "@/lib/credits/core/amount";
import type { Balance, Level } from "@/lib/credits/core/balance";

type LiveNoticeProps = {
  /** Where credits are bought; null for people who may not buy. */
  buyHref: string | null;
  /** Where those people ask for them. */
  askHref: string;
};

const RANK: Record<Level, number> = { ok: 0, low: 1, critical: 2, empty: 3 };

/** What is done on these pages is paid from lead credits alone. */
const OF_LEADS = /^\/[^/]+\/(leads|settings\/cold-email-agent)(\/|$)/;

/**
 * The worst of both kinds, above every page; above pages of leads, of lead credits alone. Gone with the balance event
 * that ends it. An amber one that was dismissed stays away until the balance has risen above the threshold and fallen
 * below it again.
 */
export function LiveNotice({ buyHref, askHref }: LiveNoticeProps) {
  const { workspace, balances } = useLive();
  const [dismissed, dismiss] = useDismissals(workspace, balances);
  const ofLeads = OF_LEADS.test(usePathname());
  // A kind the workspace never had is not running out.
  const worst = Object.values(balances ?? {})
    .filter(
      (balance) =>
        balance.last !== null &&
        !(balance.level === "low" && dismissed[balance.kind]) &&
        !(ofLeads && balance.kind !== "lead"),
    )
    .toSorted((a, b) => RANK[b.level] - RANK[a.level])[0];
  if (!worst || worst.level === "ok") return null;
  return (
    <div className="mb-4">
      <LowBalanceNotice
        kind={worst.kind}
        level={worst.level}
        lastsUntil={worst.runsOut ? formatTime(worst.runsOut.date, "UTC", "day") : null}
        buyHref={buyHref && withKind(buyHref, worst.kind)}
        askHref={withKind(askHref, worst.kind)}
        onDismiss={() => dismiss(worst.kind)}
      />
    </div>
  );
}

const withKind = (href: string, kind: Kind): string =>
  kind === "ai" ? href : `${href}${href.includes("?") ? "&" : "?"}kind=lead`;

type Dismissals = Partial<Record<Balance["kind"], boolean>>;

function useDismissals(
  workspace: string,
  balances: Record<Balance["kind"], Balance> | null,
): [Dismissals, (kind: Balance["kind"]) => void] {
  const key = `dismissed-notices:${workspace}`;
  const [dismissed, setDismissed] = useState<Dismissals>({});
  useEffect(() => setDismissed(stored(key)), [key]);

  const risen = (["ai", "lead"] as const).filter(
    (kind) => dismissed[kind] && balances?.[kind].level === "ok",
  );
  useEffect(() => {
    if (risen.length === 0) return;
    const left = { ...stored(key) };
    for (const kind of risen) delete left[kind];
    localStorage.setItem(key, JSON.stringify(left));
    setDismissed(left);
  }, [key, risen]);

  const dismiss = (kind: Balance["kind"]) => {
    const next = { ...stored(key), [kind]: true };
    localStorage.setItem(key, JSON.stringify(next));
    setDismissed(next);
  };
  return [dismissed, dismiss];
}

function stored(key: string): Dismissals {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as Dismissals;
  } catch {
    return {};
  }
}
