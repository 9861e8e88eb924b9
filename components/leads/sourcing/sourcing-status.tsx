"use client";
import { CircleAlert, CircleCheck, CirclePause, Hourglass, type LucideIcon } from "lucide-react";
import { useLive } from "@/components/credits/live-workspace";
import { cn } from "@/components/ui/cn";
import type { Balance } from "@/lib/credits/core/balance";
import { spokenCredits } from "@/lib/credits/core/format";
import { type SourcingState, sourcingState } from "@/lib/leads/core/sourcing";

type SourcingStatusProps = {
  enabled: boolean;
  /** Who paused it, and when; null if nobody has. */
  pausedBy: string | null;
};

const APPEARANCE: Record<SourcingState, { icon: LucideIcon; tone: string }> = {
  on: { icon: CircleCheck, tone: "text-positive-ink" },
  paused: { icon: CirclePause, tone: "text-warning-ink" },
  held: { icon: Hourglass, tone: "text-muted-foreground" },
  empty: { icon: CircleAlert, tone: "text-critical-ink" },
};

/** What happens now, in a sentence that follows the balance. */
export function SourcingStatus({ enabled, pausedBy }: SourcingStatusProps) {
  const { balances } = useLive();
  if (balances === null) return null;
  const { lead } = balances;
  const state = sourcingState({ enabled, ...lead });
  const { icon: Icon, tone } = APPEARANCE[state];
  const { title, text } = words(state, lead, pausedBy);
  return (
    <div role="status" className="flex gap-2.5 rounded bg-sunken px-3.5 py-3 tabular-nums">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", tone)} />
      <p className="min-w-0">
        <span className="font-label">{title}</span>{" "}
        <span className="text-foreground-2">{text}</span>
      </p>
    </div>
  );
}

function words(
  state: SourcingState,
  { available, last }: Balance,
  pausedBy: string | null,
): { title: string; text: string } {
  switch (state) {
    case "on":
      return {
        title: "Sourcing is on.",
        text: `${spokenCredits(available, "lead")} can pay for new leads.`,
      };
    case "paused":
      return {
        title: "Sourcing is paused.",
        text: `${pausedBy ? `By ${pausedBy}. ` : ""}Nothing new is found or charged until it is switched on. Leads already in campaigns still receive email.`,
      };
    case "held":
      return {
        title: "Sourcing waits.",
        text: "All lead credits are held by work under way. What is not used comes back.",
      };
    case "empty":
      return last
        ? {
            title: "No lead credits left.",
            text: "Sourcing is paused. Leads already in campaigns still receive email, and nothing is lost.",
          }
        : {
            title: "No lead credits yet.",
            text: "Sourcing starts when there are lead credits to pay for the leads it delivers.",
          };
  }
}
