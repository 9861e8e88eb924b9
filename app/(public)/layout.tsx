import type { ReactNode } from "react";
import { PublicHeader } from "@/components/shell/public-header";
import { SkipLink } from "@/components/shell/skip-link";
import { loadWorkspaces } from "@/lib/identity/loaders";

/** Pages that anyone may read. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  const workspaces = await loadWorkspaces();
  return (
    <div className="min-h-dvh bg-background">
      <SkipLink />
      <PublicHeader signedIn={workspaces.length > 0} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[1040px] px-page-x pb-20 outline-none">
        {children}
      </main>
    </div>
  );
}
