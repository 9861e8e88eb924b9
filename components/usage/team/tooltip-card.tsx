import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import type { Active } from "@/components/usage/team/chart-frame";

type PointedBy = NonNullable<Active>["by"];

type TooltipCardProps = {
  active: NonNullable<Active>;
  /** How many columns the chart has, and where the first begins. */
  count: number;
  left: number;
  title: string;
  total: string;
  children: ReactNode;
};

/** What a column says in numbers, shown beside it and never over it. The column's own name says the same. */
export const TooltipCard = ({ active, count, left, title, total, children }: TooltipCardProps) => (
  <div
    data-usage-tooltip
    className={cn(
      "absolute top-6 z-10 w-[228px] max-w-[calc(100%-8px)] rounded bg-popover px-[11px] py-[9px] text-xs leading-[19px] shadow-pop tabular-nums print:hidden",
      active.by !== "touch" && "pointer-events-none",
    )}
    style={placeOf(active.index, count, left)}
  >
    <p className="mb-1 flex justify-between gap-3 font-semibold">
      <span>{title}</span>
      <span>{total}</span>
    </p>
    {children}
  </div>
);

/** The compared use, under a line and marked with the dashes that draw it. */
export const TooltipBefore = ({ label, amount }: { label: string; amount: string }) => (
  <p className="mt-1.5 flex items-center gap-2 border-border border-t pt-1.5 text-muted-foreground">
    <i aria-hidden className="w-2.5 border-current border-t-[1.5px] border-dashed" />
    <span className="min-w-0 flex-1">{label}</span>
    <span>{amount}</span>
  </p>
);

type TooltipLinkProps = { href: string; charges: number; text: string; by: PointedBy };

/** The way to the charges: described for a mouse and for keys, a link for a finger. */
export function TooltipLink({ href, charges, text, by }: TooltipLinkProps) {
  if (charges === 0) return <p className="mt-1 text-muted-foreground">No charges</p>;
  const these = `${charges === 1 ? "this" : "these"} ${text}`;
  if (by === "touch") {
    return (
      <Link href={href} prefetch={false} className="link mt-1 flex min-h-11 items-center">
        List {these}
      </Link>
    );
  }
  return (
    <p className="mt-1 text-muted-foreground">
      {by === "keyboard" ? "Enter" : "Click"} to list {these}
    </p>
  );
}

/** To the right of columns in the left half, to the left of the others. */
function placeOf(index: number, count: number, left: number) {
  const at = (edge: number) => `(100% - ${left}px) * ${edge / count}`;
  return index < count / 2
    ? { left: `min(calc(${left}px + ${at(index + 1)} + 8px), calc(100% - 228px))` }
    : { right: `min(calc(100% - ${left}px - ${at(index)} + 8px), calc(100% - 228px))` };
}
