import { TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";

type ImportBlockedProps = { title: string; children: ReactNode };

/** What prevents an import, in place of the button that would start it. */
export function ImportBlocked({ title, children }: ImportBlockedProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      data-place="import.blocked"
      tabIndex={-1}
      className="rounded-panel border border-warning/50 bg-warning-soft/40 p-4"
    >
      <h3 id={id} className="flex gap-2 font-semibold tabular-nums">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning-ink" />
        {title}
      </h3>
      {children}
    </section>
  );
}
