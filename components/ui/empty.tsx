import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type EmptyProps = {
  title: string;
  children?: ReactNode;
  /** The next step, as a small outline button. */
  action?: ReactNode;
  className?: string;
};

/** Says what is missing and gives the next step. */
export function Empty({ title, children, action, className }: EmptyProps) {
  return (
    <div
      data-slot="empty"
      className={cn(
        "flex flex-col items-center rounded border border-border-strong border-dashed p-[18px] text-center text-sm",
        className,
      )}
    >
      <p className="font-label">{title}</p>
      {children ? <div className="max-w-md text-muted-foreground">{children}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
