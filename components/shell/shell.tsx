import type { ReactNode } from "react";
import { Crumbs } from "@/components/shell/crumbs";
import { Keyboard } from "@/components/shell/keyboard";
import { MobileNav } from "@/components/shell/mobile-nav";
import { RememberWorkspace } from "@/components/shell/remember-workspace";
import { ShellGrid } from "@/components/shell/shell-grid";
import { Sidebar } from "@/components/shell/sidebar";
import { SkipLink } from "@/components/shell/skip-link";
import { type Person, UserMenu } from "@/components/shell/user-menu";
import type { WorkspaceChoice } from "@/components/shell/workspace-switcher";
import type { Permission } from "@/lib/identity/core/permissions";

type ShellProps = {
  person: Person;
  workspace: WorkspaceChoice;
  workspaces: readonly WorkspaceChoice[];
  canBuy: boolean;
  permissions: readonly Permission[];
  /** The balance badge, live. */
  badge: ReactNode;
  /** The bell with the notices, live. */
  bell?: ReactNode;
  /** How many runs are under way, live. */
  running?: ReactNode;
  /** Above every page: the low-balance notice. */
  notice?: ReactNode;
  children: ReactNode;
};

/**
 * The page is a sheet with a hairline and round corners, inset in the canvas on which the sidebar lies. The document
 * itself scrolls, so that the browser keeps its place; the frame around the sheet is drawn on top of it.
 */
export function Shell(props: ShellProps) {
  const {
    person,
    workspace,
    workspaces,
    canBuy,
    permissions,
    badge,
    bell,
    running,
    notice,
    children,
  } = props;
  const navigation = { workspace, workspaces, permissions, running };
  return (
    <ShellGrid slug={workspace.slug}>
      <SkipLink />
      <aside className="sticky top-0 z-30 flex h-dvh min-h-0 flex-col bg-canvas group-data-alone/shell:invisible max-md:hidden print:hidden">
        <Sidebar {...navigation} />
      </aside>
      <div className="flex min-h-dvh min-w-0 flex-col bg-background md:mr-2 md:px-px print:m-0 print:p-0">
        <header className="sticky top-0 z-10 bg-background md:pt-[9px] print:hidden">
          <div className="flex h-12 items-center gap-2 border-border border-b pr-3 pl-5 max-md:h-[52px] max-md:pr-2 max-md:pl-4">
            <MobileNav {...navigation} person={person} />
            <Crumbs slug={workspace.slug} />
            <span className="flex-1" />
            {badge}
            {bell}
            <UserMenu person={person} slug={workspace.slug} />
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="flex-1 px-page-x pt-[var(--page-y)] pb-10 print:px-4 print:py-0 outline-none has-data-[slot=action-bar]:max-md:pb-32 md:pb-12"
        >
          <div className="print:hidden">{notice}</div>
          {children}
        </main>
      </div>
      <Frame />
      <RememberWorkspace slug={workspace.slug} />
      <Keyboard
        workspace={workspace}
        workspaces={workspaces}
        canBuy={canBuy}
        permissions={permissions}
      />
    </ShellGrid>
  );
}

/** The canvas around the sheet, its hairline and its corners: drawn above the page, and never in its way. */
function Frame() {
  return (
    <div
      aria-hidden
      className="right-scroll-bar-position pointer-events-none fixed inset-0 z-20 overflow-hidden max-md:hidden print:hidden"
    >
      <div className="absolute inset-y-2 right-2 left-14 rounded-panel group-data-alone/shell:left-2 border border-border shadow-[var(--shadow-sheet),0_0_0_24px_var(--canvas)] xl:left-[236px]" />
    </div>
  );
}
