import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/wordmark";
import { Link } from "@/components/ui/link";

/** The page for somebody who is not in a workspace yet: one small sheet on the canvas. */
export function AuthSheet({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col items-center justify-center gap-6 bg-canvas px-4 py-10">
      <header>
        <Link href="/" className="tap block no-underline">
          <Wordmark />
        </Link>
      </header>
      <main className="w-full max-w-[400px] rounded-panel border border-border bg-background p-6 shadow-sheet">
        {children}
      </main>
    </div>
  );
}

type AuthHeadingProps = { title: string; children?: ReactNode };

/** The one h1 of such a page, and a sentence below it. */
export function AuthHeading({ title, children }: AuthHeadingProps) {
  return (
    <div className="mb-5">
      <h1>{title}</h1>
      {children ? (
        <p className="mt-1 text-foreground-2 text-sm [overflow-wrap:anywhere]">{children}</p>
      ) : null}
    </div>
  );
}

/** A hairline with a word in it, between two ways in. */
export function Or({ children }: { children: ReactNode }) {
  return (
    <div className="my-5 flex items-center gap-3 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
      {children}
    </div>
  );
}
