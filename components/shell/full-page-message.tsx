import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";

/**
 * How the action of such a page looks: an outlined button of the kit. The kit itself is client code, and these pages come
 * with every other page.
 */
export const fullPageAction =
  "relative inline-flex h-8 shrink-0 select-none items-center justify-center whitespace-nowrap rounded border border-border-strong bg-background px-3 font-label text-foreground text-sm no-underline shadow-btn transition-colors duration-1 hover:bg-sunken max-md:h-11 max-md:px-4";

type FullPageMessageProps = {
  title: string;
  children: ReactNode;
  action: ReactNode;
  /** The reference by which this moment is found in the log. */
  reference?: string | undefined;
};

/** A page that has one thing to say: not found, not allowed, failed. */
export function FullPageMessage({ title, children, action, reference }: FullPageMessageProps) {
  return (
    <div className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-canvas px-4 py-10">
      <header>
        <Wordmark />
      </header>
      <main className="w-full max-w-[400px] rounded-panel border border-border bg-background p-6 shadow-sheet">
        <h1>{title}</h1>
        <p className="mt-1 text-foreground-2">{children}</p>
        <div className="mt-5 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          {action}
          {reference ? (
            <p className="text-muted-foreground text-xs tabular-nums">Reference {reference}</p>
          ) : null}
        </div>
      </main>
    </div>
  );
}
