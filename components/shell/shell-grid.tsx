"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isAlone, pathInWorkspace } from "@/components/shell/navigation";
import { Failure } from "@/components/ui/failure";
import { tryAgain } from "@/components/ui/missing-code";

/**
 * The columns of the frame. Only the address decides them, so that the first bytes of a page draw the frame as it
 * stays; the page's contents come later, on a slow line much later.
 */
export function ShellGrid({ slug, children }: { slug: string; children: ReactNode }) {
  const alone = isAlone(pathInWorkspace(usePathname(), slug));
  return (
    <div
      data-shell
      data-alone={alone || undefined}
      className="group/shell min-h-dvh bg-background md:grid md:grid-cols-[56px_minmax(0,1fr)] md:bg-canvas md:data-alone:grid-cols-[8px_minmax(0,1fr)] xl:grid-cols-[236px_minmax(0,1fr)] print:block print:bg-background"
    >
      {children}
    </div>
  );
}

/** What an `error.tsx` is handed. */
export type Failed = { error: Error & { digest?: string }; reset: () => void };

/**
 * What stands in the grid under the title of a page that failed. It is part of the frame because every page brings the
 * code of its `error.tsx`, and what is in the frame it need not bring again.
 */
export const PageFailure = ({ title, error, reset }: Failed & { title: string }) => (
  <Failure title={title} reference={error.digest} onRetry={tryAgain(error, reset)}>
    Your balance is not affected.
  </Failure>
);
