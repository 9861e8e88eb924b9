import { CreditMark } from "@/components/credits/credit-mark";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { KINDS, type Kind } from "@/lib/credits/core/amount";

type KindSwitchProps = { shown: Kind; hrefOf: (kind: Kind) => string };

const NAMES = { ai: "AI credits", lead: "Lead credits" } as const;

/** AI or lead: two balances that are never added. Links, so that each has its address. */
export function KindSwitch({ shown, hrefOf }: KindSwitchProps) {
  return (
    <nav aria-label="Kind of credits" className="inline-flex gap-0.5 rounded bg-active p-0.5">
      {KINDS.map((kind) => (
        <Link
          key={kind}
          href={hrefOf(kind)}
          scroll={false}
          aria-current={kind === shown ? "true" : undefined}
          className={cn(
            "flex h-[26px] items-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-foreground-2 no-underline transition-colors duration-1 hover:text-foreground max-md:h-11",
            kind === shown &&
              "bg-segment text-foreground shadow-[0_0_0_1px_var(--border),var(--shadow-btn)]",
          )}
        >
          <CreditMark kind={kind} size={12} />
          {NAMES[kind]}
        </Link>
      ))}
    </nav>
  );
}
