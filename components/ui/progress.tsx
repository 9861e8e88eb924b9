import { cn } from "@/components/ui/cn";

type ProgressProps = {
  /** From 0 to `max`; null if it cannot be known. */
  value: number | null;
  max?: number;
  label: string;
  /** The value in words: "18,080 of 48,212 scanned". */
  valueText?: string;
  className?: string;
  barClassName?: string;
};

export function Progress({
  value,
  max = 100,
  label,
  valueText,
  className,
  barClassName,
}: ProgressProps) {
  const share = value === null || max === 0 ? 0 : Math.min(100, (value / max) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      {...(value === null ? {} : { "aria-valuenow": value })}
      {...(valueText ? { "aria-valuetext": valueText } : {})}
      className={cn("h-1.5 overflow-hidden rounded-[3px] bg-active", className)}
    >
      <div
        data-bar
        className={cn(
          "h-full bg-foreground",
          value === null && "w-1/3 animate-pulse motion-reduce:animate-none",
          barClassName,
        )}
        style={value === null ? undefined : { width: `${share}%` }}
      />
    </div>
  );
}
