"use client";
import { ImportBlocked } from "@/components/leads/import-blocked";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { CapLeft } from "@/lib/credits/core/cap";
import { capSentence } from "@/lib/credits/core/cap-words";
import { type ImportPart, partialImportOption } from "@/lib/leads/core/preview";

type ImportLimitedProps = {
  limited: CapLeft;
  /** The part for which the limit, and what is available, leave room; null if that is nothing. */
  fits: ImportPart | null;
  /** Where limits are changed, for those who may. */
  settingsHref: string | null;
  onFit: () => void;
};

const Way = ({ href }: { href: string }) => (
  <Link href={href} className="link whitespace-nowrap">
    Alerts and limits
  </Link>
);

/** A monthly limit prevents the import, which no purchase changes: what is left of it, and what can be imported now. */
export function ImportLimited({ limited, fits, settingsHref, onFit }: ImportLimitedProps) {
  const way = fits && partialImportOption(fits);
  return (
    <ImportBlocked title={capSentence(limited, "lead")}>
      <p className="mt-1 text-foreground-2">
        Buying credits does not raise it
        {settingsHref ? (
          <>
            , <Way href={settingsHref} /> does.
          </>
        ) : (
          ": an owner or admin can."
        )}{" "}
        Nothing was charged and your draft is saved.
      </p>
      {way ? (
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button onClick={onFit}>{way.label}</Button>
          <span className="text-muted-foreground text-xs tabular-nums">{way.description}</span>
        </div>
      ) : null}
    </ImportBlocked>
  );
}
