"use client";
import * as RadioGroupPrimitive from "radix-ui/radio-group";
import { OptionList } from "@/components/ui/radio-group";
import { type Kind, credits as toCredits } from "@/lib/credits/core/amount";
import { formatCredits, formatPerCredit, formatPrice } from "@/lib/credits/core/format";

/** A package as the list shows it; `savings` in whole percent against the dearest, 0 for none. */
type PackageOption = {
  id: string;
  kind: Kind;
  name: string;
  /** Hundredths of a credit. */
  credits: number;
  priceCents: number;
  currency: string;
  savings: number;
};

type PackageListProps = {
  packages: readonly PackageOption[];
  value: string;
  onValueChange: (id: string) => void;
  /** Names the group. */
  label?: string;
};

/** All packages in one bordered list, one of them chosen. Arrow keys move. */
export function PackageList({
  packages,
  value,
  onValueChange,
  label = "Credit package",
}: PackageListProps) {
  return (
    <OptionList aria-label={label} value={value} onValueChange={onValueChange}>
      {packages.map((one) => (
        <PackageRow key={one.id} one={one} />
      ))}
    </OptionList>
  );
}

function PackageRow({ one }: { one: PackageOption }) {
  return (
    <RadioGroupPrimitive.Item
      value={one.id}
      className="group grid h-12 grid-cols-[16px_minmax(62px,auto)_1fr_82px] items-center gap-[9px] px-3 text-left text-sm tabular-nums transition-colors duration-1 not-first:border-border not-first:border-t hover:bg-hover focus-visible:z-10 data-[state=checked]:bg-active"
    >
      <span
        aria-hidden
        className="size-4 rounded-full border-[1.5px] border-input group-data-[state=checked]:border-[5px] group-data-[state=checked]:border-foreground"
      />
      <span className="text-foreground-2 leading-[17px] group-data-[state=checked]:font-label group-data-[state=checked]:text-foreground">
        {one.name}
        {one.savings > 0 ? (
          <span className="block font-nav text-positive-ink text-xs leading-[17px]">
            Save {one.savings}%
          </span>
        ) : null}
      </span>
      <span className="text-right font-semibold text-base">
        {wholeCredits(one)}
        <span className="sr-only"> credits for </span>
      </span>
      <span className="flex flex-col text-right leading-[17px]">
        <span className="font-label">{formatPrice(one.priceCents, one.currency)}</span>
        <span className="text-muted-foreground text-xs leading-[17px]">
          {formatPerCredit(one.priceCents, toCredits(one.credits), one.currency)} each
        </span>
      </span>
    </RadioGroupPrimitive.Item>
  );
}

/** "550": packages are sold in whole credits, so the decimals would say nothing. */
const wholeCredits = ({ credits, kind }: PackageOption): string =>
  formatCredits(credits, credits % 100 ? kind : "lead");
