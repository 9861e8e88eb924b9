"use client";
import { useEffect } from "react";
import { asOfWords } from "@/components/credits/as-of";
import { CreditAmount } from "@/components/credits/credit-amount";
import { useLive } from "@/components/credits/live-workspace";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatTime } from "@/components/ui/time";
import { ZonedTime } from "@/components/ui/zoned-time";
import type { Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import { formatCredits, spokenCredits } from "@/lib/credits/core/format";
import { isNewerBalance } from "@/lib/credits/core/live";

/** What the server drew, or a newer balance from the stream: the same as in the badge. */
function useNewest(drawn: Balance): Balance {
  const { balances, show } = useLive();
  useEffect(() => show(drawn), [show, drawn]);
  const told = balances?.[drawn.kind];
  return told && isNewerBalance(told, drawn) ? told : drawn;
}

type LiveAmountProps = {
  balance: Balance;
  of: "available" | "held" | "debt" | "lifetimeUsed";
  /** Worded for a screen reader. */
  spoken?: boolean;
};

/** One number of a balance, as text. */
export function LiveAmount({ balance, of, spoken = false }: LiveAmountProps) {
  const { kind, [of]: amount } = useNewest(balance);
  return (spoken ? spokenCredits : formatCredits)(amount, kind);
}

/** The current balance, in the largest figures of the page. */
export function LiveCurrent({ balance }: { balance: Balance }) {
  const { current, kind } = useNewest(balance);
  return <CreditAmount amount={current} kind={kind} size="hero" live className="gap-0" />;
}

type LiveUpdatedProps = { kind: Kind; timeZone: string };

/** When the server last reported the balance shown or, if the page no longer hears about it, what is wrong. */
export function LiveUpdated({ kind, timeZone }: LiveUpdatedProps) {
  const { balances, status } = useLive();
  if (!balances) return null;
  const { asOf } = balances[kind];
  const away = status === "stale" || status === "offline";
  return (
    <span className="text-xs tabular-nums">
      <span role="status">
        {status === "stale" ? "Reconnecting" : null}
        {status === "offline" ? asOfWords(asOf, timeZone, true) : null}
      </span>
      {away ? null : (
        <ZonedTime at={asOf} focusable note={<RelativeTime at={asOf} />}>
          Updated {formatTime(asOf, timeZone, "clock")}
        </ZonedTime>
      )}
    </span>
  );
}
