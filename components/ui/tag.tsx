import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

const tagVariants = cva(
  "inline-flex h-[18px] items-center gap-1 whitespace-nowrap rounded-xs px-1.5 font-medium text-xs tabular-nums",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-foreground-2 shadow-[inset_0_0_0_1px_var(--border)]",
        positive: "bg-positive-soft text-positive-ink",
        warning: "bg-warning-soft text-warning-ink",
        critical: "bg-critical-soft text-critical-ink",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

/** A state or a count in a word or two. */
export function Tag({
  className,
  tone,
  ...props
}: ComponentProps<"span"> & VariantProps<typeof tagVariants>) {
  return <span className={cn(tagVariants({ tone }), className)} {...props} />;
}
