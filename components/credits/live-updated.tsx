"use client";
import { asOfWords } from "@/components/credits/as-of";
import { useLive } from "@/components/credits/live-workspace";
import { RelativeTime } from "@/components/ui/relative-time";
import { formatTime } from "@/components/ui/time";
import { ZonedTime } from "@/components/ui/zoned-time";
import type { Kind } from "@/lib/credits/core/amount";

type LiveUpdatedProps = { kind: Kind; timeZone: string };

/** When the balance that is shown was told by the server; what is wrong, when the page does not hear it any more. */
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
