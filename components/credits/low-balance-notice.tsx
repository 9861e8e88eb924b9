"use client";
import { X } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Kind } from "@/lib/credits/core/amount";
import type { Level } from "@/lib/credits/core/balance";
import { allHeldWords } from "@/lib/credits/core/held-words";

type LowBalanceNoticeProps = {
  kind: Kind;
  level: Level;
  /** It is empty because everything is held. */
  held?: boolean;
  /** What the pace leads to, as a sentence: "At this pace they last until about 24 Nov." */
  outlook?: string | null;
  /** Where credits are bought; null for people who may not buy. */
  buyHref: string | null;
  /** Where they ask those who may. */
  askHref?: string | null;
  /** For amber only: red cannot be dismissed. */
  onDismiss?: () => void;
};

/** Names the consequence, the date, and one way out. At most one is shown at a time: the worst. */
export function LowBalanceNotice({
  kind,
  level,
  held = false,
  outlook = null,
  buyHref,
  askHref = null,
  onDismiss,
}: LowBalanceNoticeProps) {
  if (level === "ok") return null;
  const { title, text } = words(kind, level, held, outlook);
  return (
    <Alert
      tone={level === "low" ? "warning" : "critical"}
      title={title}
      actions={
        <>
          {buyHref || askHref ? (
            <Button asChild size="sm">
              <Link href={buyHref ?? askHref ?? ""}>
                {buyHref ? "Buy credits" : "Ask for credits"}
              </Link>
            </Button>
          ) : null}
          {level === "low" && onDismiss ? (
            <Button variant="ghost" size="icon-sm" aria-label="Dismiss" onClick={onDismiss}>
              <X aria-hidden className="size-3.5" />
            </Button>
          ) : null}
        </>
      }
    >
      {text}
    </Alert>
  );
}

function words(kind: Kind, level: Level, held: boolean, outlook: string | null) {
  if (level === "low") {
    return {
      title: kind === "ai" ? "Credits are running low." : "Lead credits are running low.",
      text: outlook ?? "Runs that are not covered wait until credits are added.",
    };
  }
  if (level === "critical") {
    return {
      title: kind === "ai" ? "Almost out of credits." : "Almost out of lead credits.",
      text: "Scheduled runs pause when they are not covered.",
    };
  }
  if (held) {
    const { title, text } = allHeldWords(kind);
    return { title: `${title}.`, text };
  }
  return kind === "ai"
    ? {
        title: "No AI credits left.",
        text: "Viewing, editing, scheduling and publishing still work.",
      }
    : {
        title: "No lead credits left.",
        text: "Sourcing is paused. Leads already in campaigns still receive email, and nothing is lost.",
      };
}
