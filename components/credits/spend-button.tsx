"use client";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { type Cost, CostChip, costText } from "@/components/credits/cost-chip";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

type SpendButtonProps = ButtonProps & {
  /** Null while the quote is being made. */
  cost: Cost | null;
  upTo?: boolean;
  /** How the cost came about, one line each: "12 messages × 0.80 to 1.10". */
  lines?: readonly string[];
  /** Where the rates are listed: "/rates#import_csv_usernames". */
  ratesHref?: string;
  /** Why it cannot be used now. It stays focusable, and says so. */
  reason?: string | null;
  children: ReactNode;
};

/** A button that can charge: it always carries its price, and shows the formula when pointed at. */
export function SpendButton({
  cost,
  upTo = false,
  lines = [],
  ratesHref,
  reason = null,
  children,
  variant = "primary",
  ...props
}: SpendButtonProps) {
  const id = useId();
  const blocked = reason !== null;
  const button = (
    <Button
      type="button"
      variant={variant}
      {...props}
      {...(blocked ? { "aria-disabled": true, "aria-describedby": id } : {})}
    >
      {children}
      <CostChip cost={cost} upTo={upTo} onButton={variant === "primary"} />
    </Button>
  );
  if (!blocked && lines.length === 0 && !ratesHref) return button;
  return (
    <>
      <Tooltip>
        <TooltipTrigger asChild>{button}</TooltipTrigger>
        <TooltipContent>
          {blocked ? <p>{reason}</p> : <Why cost={cost} lines={lines} ratesHref={ratesHref} />}
        </TooltipContent>
      </Tooltip>
      {blocked ? (
        <span id={id} hidden>
          {reason}
        </span>
      ) : null}
    </>
  );
}

type WhyProps = { cost: Cost | null; lines: readonly string[]; ratesHref: string | undefined };

function Why({ cost, lines, ratesHref }: WhyProps) {
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {lines.length === 0 && cost ? <p>{costText(cost)}</p> : null}
      {ratesHref ? (
        <Link className="link text-muted-foreground" href={ratesHref}>
          Rate card
        </Link>
      ) : null}
    </>
  );
}
