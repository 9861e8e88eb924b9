import { cn } from "@/components/ui/cn";
import type { Kind } from "@/lib/credits/core/amount";

type CreditMarkProps = {
  kind: Kind;
  size?: number;
  /** Names the kind if no words beside it do. */
  label?: string;
  className?: string;
};

/**
 * AI credits are round with a spark, lead credits square with a person, so that the two are never told apart by colour
 * alone.
 */
export function CreditMark({ kind, size = 14, label, className }: CreditMarkProps) {
  return (
    <svg
      width={size}
      height={size}
      // Buttons and segments set the size of the icons in them; a mark keeps its own.
      style={{ width: size, height: size }}
      viewBox="0 0 14 14"
      className={cn("block shrink-0 forced-color-adjust-none", className)}
      aria-label={label}
      aria-hidden={label === undefined}
      role={label === undefined ? undefined : "img"}
    >
      {kind === "ai" ? <Spark /> : <Person />}
    </svg>
  );
}

const Spark = () => (
  <>
    <circle cx="7" cy="7" r="7" fill="var(--credit-ai)" />
    <path
      d="M7 2.9c.35 2.35 1.75 3.75 4.1 4.1-2.35.35-3.75 1.75-4.1 4.1-.35-2.35-1.75-3.75-4.1-4.1 2.35-.35 3.75-1.75 4.1-4.1Z"
      fill="var(--background)"
    />
  </>
);

const Person = () => (
  <>
    <rect width="14" height="14" rx="3.4" fill="var(--credit-lead)" />
    <circle cx="7" cy="5.3" r="1.9" fill="var(--background)" />
    <path d="M3.4 11.2c.3-2.1 1.7-3.2 3.6-3.2s3.3 1.1 3.6 3.2Z" fill="var(--background)" />
  </>
);
