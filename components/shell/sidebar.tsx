"use client";
import { ChevronLeft } from "lucide-react";
import { usePathname } from "next/navigation";
import { Fragment, type ReactNode } from "react";
import { FindButton } from "@/components/shell/find-button";
import { NavLink } from "@/components/shell/nav-link";
import {
  currentEntry,
  entriesFor,
  HELP,
  MAIN,
  type NavGroup,
  pathInWorkspace,
  SETTINGS,
} from "@/components/shell/navigation";
import { type WorkspaceChoice, WorkspaceSwitcher } from "@/components/shell/workspace-switcher";
import type { Permission } from "@/lib/identity/core/permissions";

export type SidebarProps = {
  workspace: WorkspaceChoice;
  workspaces: readonly WorkspaceChoice[];
  permissions: readonly Permission[];
  /** How many runs are under way, live. */
  running?: ReactNode;
  /** Called when a link is followed: closes the sheet on a phone. */
  onNavigate?: () => void;
};

/** The navigation of the workspace, or of its settings. */
export function Sidebar(props: SidebarProps) {
  const { workspace, workspaces, onNavigate } = props;
  const path = pathInWorkspace(usePathname(), workspace.slug);
  const base = `/${workspace.slug}`;
  const settings = path === "/settings" || path.startsWith("/settings/");
  return (
    <nav
      aria-label={settings ? "Settings" : "Main"}
      className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto p-3 pr-2.5 text-sm md:max-xl:px-2"
    >
      {settings ? (
        <div className="mb-2 md:max-xl:mb-1 [&_a]:h-9 [&_a]:font-label [&_a]:text-foreground">
          <NavLink href={base} icon={ChevronLeft} label="Settings" onNavigate={onNavigate} />
        </div>
      ) : (
        <>
          <WorkspaceSwitcher current={workspace} workspaces={workspaces} />
          <FindButton onOpen={onNavigate} />
        </>
      )}
      <Groups {...props} groups={settings ? SETTINGS : MAIN} base={base} path={path} />
      <span className="flex-1" />
      <NavLink
        href={base + HELP.path}
        icon={HELP.icon}
        label={HELP.label}
        current={path.startsWith(HELP.path)}
        onNavigate={onNavigate}
      />
    </nav>
  );
}

type GroupsProps = SidebarProps & { groups: readonly NavGroup[]; base: string; path: string };

function Groups(props: GroupsProps) {
  const { groups, base, path, workspace, permissions, running, onNavigate } = props;
  const current = currentEntry(path);
  const headed = (label: string) =>
    groups === SETTINGS && label === "Workspace" ? workspace.name : label;
  return groups.map((group) => (
    <Fragment key={group.label ?? "top"}>
      {group.label ? (
        <p
          className="truncate px-2 pt-3.5 pb-1 font-medium text-2xs text-muted-foreground md:max-xl:mx-auto md:max-xl:my-2 md:max-xl:h-px md:max-xl:w-6 md:max-xl:bg-border-strong md:max-xl:p-0"
          title={headed(group.label)}
        >
          <span className="md:max-xl:sr-only">{headed(group.label)}</span>
        </p>
      ) : null}
      {entriesFor(group, permissions).map((entry) => (
        <NavLink
          key={entry.path}
          href={base + entry.path}
          icon={entry.icon}
          label={entry.label}
          current={entry === current}
          end={entry.path === "/activity" ? running : null}
          onNavigate={onNavigate}
        />
      ))}
    </Fragment>
  ));
}
