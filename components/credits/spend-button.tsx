"use client";
import { type ReactNode, useId } from "react";
import { type Cost, CostChip, costText } from "@/components/credits/cost-chip";
import { PRESS, type Spend } from "@/components/credits/use-spend";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import { spokenCredits } from "@/lib/credits/core/format";

type SpendButtonProps = Omit<ButtonProps, "onClick" | "pending" | "asChild"> & {
  spend: Spend;
  upTo?: boolean;
  /** The widest price that it may come to show: there is room for it from the start. */
  widest?: Cost;
  /** The price is already shown beside the button: it is in the button's name, but not shown again. */
  spoken?: boolean;
  /** How the cost is made up, one line each: "12 messages × 0.80 to 1.10". */
  lines?: readonly string[];
  /** Where the rates are listed: "/rates#import_csv_usernames". */
  ratesHref?: string;
  /** Why it cannot be used now. It stays focusable, and says so. */
  reason?: string | null;
  children: ReactNode;
};

/** The button for everything that can charge: it always carries its price, and shows the formula when pointed at. */
export function SpendButton({
  spend,
  upTo = false,
  widest,
  spoken = false,
  lines = [],
  ratesHref,
  reason = null,
  children,
  variant = "primary",
  ...props
}: SpendButtonProps) {
  const id = useId();
  const blocked = reason !== null;
  const { cost } = spend;
  const button = (
    <Button
      type="button"
      variant={variant}
      data-charging={spend.control}
      {...props}
      pending={spend.pending}
      onClick={() => spend[PRESS]()}
      {...(blocked ? { "aria-disabled": true, "aria-describedby": id } : {})}
    >
      {children}
      {spoken ? (
        <SpokenCost cost={cost} />
      ) : (
        <CostChip
          cost={cost}
          upTo={upTo}
          onButton={variant === "primary"}
          {...(widest ? { widest } : {})}
        />
      )}
    </Button>
  );
  if (!blocked && lines.length === 0 && !ratesHref) return button;
  return (
    <>
      <Tooltip>
        <TooltipTrigger asChild>{button}</TooltipTrigger>
        <TooltipContent>
          {blocked ? (
            <p>{reason}</p>
          ) : (
            <CostExplanation cost={cost} lines={lines} ratesHref={ratesHref} />
          )}
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

const SpokenCost = ({ cost }: { cost: Cost | null }) => (
  <span className="sr-only">
    {cost ? `, uses up to ${spokenCredits(cost.max, cost.kind)}` : ", cost is being estimated"}
  </span>
);

type CostExplanationProps = {
  cost: Cost | null;
  lines: readonly string[];
  ratesHref: string | undefined;
};

function CostExplanation({ cost, lines, ratesHref }: CostExplanationProps) {
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
