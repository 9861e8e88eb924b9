import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type PageHeaderProps = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
  /** The title is somebody's own words: shown in full on a phone too, where the bar above may cut it off. */
  named?: boolean;
};

/** The one h1 of a page. */
export function PageHeader({
  title,
  description,
  actions,
  className,
  named = false,
}: PageHeaderProps) {
  return (
    <div
      className={cn("mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3", className)}
    >
      <div className="min-w-0">
        <h1
          className={named ? "break-words" : "in-data-shell:max-md:min-[360px]:not-print:sr-only"}
        >
          {title}
        </h1>
        {description ? <p className="mt-0.5 break-words text-foreground-2">{description}</p> : null}
      </div>
      {actions ? (
        <div className="flex max-w-full flex-wrap items-center gap-2">{actions}</div>
      ) : null}
    </div>
  );
}
