import { CreditMark } from "@/components/credits/credit-mark";
import { cn } from "@/components/ui/cn";
import { Tick } from "@/components/ui/tick";
import type { Kind } from "@/lib/credits/core/amount";
import { formatSigned, splitCredits, spokenCredits, spokenSigned } from "@/lib/credits/core/format";

const SIZES = {
  sm: { number: "", decimals: "text-inherit", mark: 14 },
  lg: { number: "text-lg font-semibold", decimals: "text-muted-foreground", mark: 14 },
  xl: {
    number: "text-2xl font-semibold tracking-[-.02em]",
    decimals: "text-muted-foreground",
    mark: 18,
  },
  hero: {
    number: "text-3xl font-semibold tracking-[-.035em] max-md:text-[48px] max-md:leading-[52px]",
    decimals: "font-medium text-[28px] text-muted-foreground tracking-[-.02em]",
    mark: 18,
  },
} as const;

type CreditAmountProps = {
  /** Hundredths of a credit; negative for what was taken. */
  amount: number;
  kind: Kind;
  size?: keyof typeof SIZES;
  mark?: boolean;
  /** An explicit plus or minus, and green for what was added. */
  signed?: boolean;
  /** Not confirmed by the server yet. */
  pending?: boolean;
  /** The last known value: the server could not be asked. */
  stale?: boolean;
  /** Moves for a moment when it changes while the page is open. */
  live?: boolean;
  /** In a column of both kinds: whole amounts keep the space of decimals, so that the points line up. */
  aligned?: boolean;
  className?: string;
};

const Digits = ({ live, children }: { live: boolean; children: string }) =>
  live ? <Tick>{children}</Tick> : children;

/** The space that decimals would take. */
export const NoDecimals = () => <span className="invisible">.00</span>;

/** An amount of credits. On the screen "412.55"; to a screen reader "412.55 AI credits". */
export function CreditAmount({
  amount,
  kind,
  size = "sm",
  mark = false,
  signed = false,
  pending = false,
  stale = false,
  live = false,
  aligned = false,
  className,
}: CreditAmountProps) {
  const style = SIZES[size];
  const { whole, decimals } = splitCredits(amount, kind);
  const sign = formatSigned(amount, kind)[0] ?? "";
  const shown = `${signed && /\D/.test(sign) ? sign : ""}${whole}`;
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums",
        style.number,
        size === "hero" && whole.length > 9 && "text-[34px] leading-[48px] max-md:text-[38px]",
        signed && amount > 0 && "text-positive-ink",
        stale && "text-muted-foreground",
        className,
      )}
    >
      {mark ? <CreditMark kind={kind} size={style.mark} /> : null}
      <span className="sr-only">
        {signed ? spokenSigned(amount, kind) : spokenCredits(amount, kind)}
      </span>
      <span aria-hidden className={pending ? "pending-line" : undefined}>
        <Digits live={live}>{shown}</Digits>
        {decimals ? (
          <span className={style.decimals}>
            <Digits live={live}>{decimals}</Digits>
          </span>
        ) : null}
        {aligned && !decimals ? <NoDecimals /> : null}
      </span>
    </span>
  );
}
