"use client";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { type ComponentProps, useEffect, useState } from "react";
import type { BalanceLinks } from "@/components/credits/balance-details";
import { CreditMark } from "@/components/credits/credit-mark";
import { cn } from "@/components/ui/cn";
import { Deferred } from "@/components/ui/deferred";
import { Opened } from "@/components/ui/opening";
import { fetchPopover, Popover, PopoverTrigger } from "@/components/ui/popover";
import { Skeleton } from "@/components/ui/skeleton";
import { Tick } from "@/components/ui/tick";
import type { Kind } from "@/lib/credits/core/amount";
import { type Balance, isAllHeld, type Level } from "@/lib/credits/core/balance";
import { formatCompact, formatCredits, splitCredits } from "@/lib/credits/core/format";

export type BalanceBadgeProps = {
  /** Null while they are loading. */
  ai: Balance | null;
  lead: Balance | null;
  links: BalanceLinks;
  timeZone: string;
  /** The server could not be reached: the last known values, and when they were known. */
  stale?: boolean;
  /** Why it could not: this device has no network. */
  offline?: boolean;
  /** A hold was requested and is not confirmed yet. */
  pending?: { ai?: boolean; lead?: boolean };
  onRetry?: () => void;
  /** Open at the first paint, for the gallery. */
  defaultOpen?: boolean;
};

const parts = new Deferred(() => import("@/components/credits/balance-popover"));

/** What can be spent, of both kinds, on every page. Neutral until it is low; opens the details. */
export function BalanceBadge(props: BalanceBadgeProps) {
  const [open, setOpen] = useState(props.defaultOpen ?? false);
  const { ai, lead, stale = false, pending } = props;
  useFetchedEarly();
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Face ai={ai} lead={lead} stale={stale} pending={pending ?? {}} />
      </PopoverTrigger>
      <Opened from={parts} choose={(file) => file.BalancePopover} props={props} />
    </Popover>
  );
}

/** Fetched once the page has nothing else to do, so that the details can open even without a network. */
function useFetchedEarly(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      fetchPopover();
      void parts.load().catch(() => {});
    }, 2_000);
    return () => clearTimeout(timer);
  }, []);
}

type FaceProps = ComponentProps<"button"> & {
  ai: Balance | null;
  lead: Balance | null;
  stale: boolean;
  pending: { ai?: boolean; lead?: boolean };
};

const OUTLINE: Record<Level, string> = {
  ok: "border-border-strong",
  low: "border-warning",
  critical: "border-critical",
  empty: "border-critical",
};

function Face({ ai, lead, stale, pending, className, ...props }: FaceProps) {
  const both = levelOf(ai) !== "ok" && levelOf(lead) !== "ok";
  return (
    <button
      type="button"
      data-slot="balance-badge"
      className={cn(
        "relative flex h-[30px] shrink-0 items-center rounded border bg-background font-label text-sm tabular-nums transition-colors duration-1 after:absolute max-md:h-10 max-md:after:-inset-[3px]",
        OUTLINE[worst(ai, lead)],
        className,
      )}
      {...props}
    >
      <span className="sr-only">{spokenName(ai, lead, stale)}</span>
      <Segment kind="ai" balance={ai} stale={stale} pending={pending.ai ?? false} both={both} />
      <Segment
        kind="lead"
        balance={lead}
        stale={stale}
        pending={pending.lead ?? false}
        both={both}
      />
    </button>
  );
}

type SegmentProps = {
  kind: Kind;
  balance: Balance | null;
  stale: boolean;
  pending: boolean;
  /** Neither kind is well: replacing each mark by a sign would make the two look alike. */
  both: boolean;
};

const FILL: Record<Level, string> = {
  ok: "hover:bg-hover",
  low: "bg-warning-soft",
  critical: "bg-critical-soft",
  empty: "bg-critical-soft",
};

function Segment({ kind, balance, stale, pending, both }: SegmentProps) {
  const level = levelOf(balance);
  return (
    <span
      aria-hidden
      className={cn(
        "flex h-full items-center gap-1.5 px-2.5 max-[359px]:px-2",
        kind === "ai" ? "rounded-l-[7px]" : "rounded-r-[7px] border-border border-l",
        FILL[level],
      )}
    >
      {both || level === "ok" ? <CreditMark kind={kind} /> : null}
      {level === "ok" ? null : <LevelSign level={level} />}
      {balance ? (
        <span
          className={cn(stale && "text-muted-foreground", pending && "pending-line")}
          data-testid={`available-${kind}`}
        >
          {kind === "lead" ? <LeadNumber balance={balance} /> : <AiNumber balance={balance} />}
        </span>
      ) : (
        <Skeleton className={kind === "ai" ? "w-11" : "w-[52px]"} />
      )}
    </span>
  );
}

function LevelSign({ level }: { level: Level }) {
  const Icon = level === "low" ? TriangleAlert : CircleAlert;
  return (
    <Icon
      aria-hidden
      className={cn("size-3.5", level === "low" ? "text-warning" : "text-critical")}
    />
  );
}

function AiNumber({ balance }: { balance: Balance }) {
  const { whole, decimals } = splitCredits(balance.available, "ai");
  const exact = (
    <>
      <Tick>{whole}</Tick>
      <span className={levelOf(balance) === "ok" ? "text-muted-foreground" : undefined}>
        <Tick>{decimals}</Tick>
      </span>
    </>
  );
  if (!isLarge(balance)) return exact;
  return (
    <>
      <span className="max-[479px]:hidden">{exact}</span>
      <span className="hidden max-[479px]:inline">{formatCompact(balance.available, "ai")}</span>
    </>
  );
}

/** More than fits into a narrow header. */
const isLarge = ({ available }: Balance): boolean => available >= 1_000_000;

function LeadNumber({ balance }: { balance: Balance }) {
  return (
    <>
      <span className="max-[479px]:hidden">
        <Tick>{formatCredits(balance.available, "lead")}</Tick>
      </span>
      <span className="hidden max-[479px]:inline">{formatCompact(balance.available, "lead")}</span>
    </>
  );
}

const RANK: Record<Level, number> = { ok: 0, low: 1, critical: 2, empty: 3 };

/** A kind that the workspace never had is not running out. */
const levelOf = (balance: Balance | null): Level =>
  balance && balance.version > 0 ? balance.level : "ok";

const worst = (ai: Balance | null, lead: Balance | null): Level =>
  RANK[levelOf(lead)] > RANK[levelOf(ai)] ? levelOf(lead) : levelOf(ai);

const LEVEL_WORDS: Record<Level, string> = {
  ok: "",
  low: "are low",
  critical: "are almost used up",
  empty: "are used up",
};

const levelWords = (balance: Balance): string =>
  isAllHeld(balance) ? "are all held" : LEVEL_WORDS[balance.level];

function spokenName(ai: Balance | null, lead: Balance | null, stale: boolean): string {
  if (!ai || !lead) return "Credits are loading. Open details.";
  const levels = [
    levelOf(ai) === "ok" ? "" : ` AI credits ${levelWords(ai)}.`,
    levelOf(lead) === "ok" ? "" : ` Lead credits ${levelWords(lead)}.`,
    stale ? " Not up to date." : "",
  ].join("");
  return `Credits available: ${formatCredits(ai.available, "ai")} AI, ${formatCredits(lead.available, "lead")} lead.${levels} Open details.`;
}
