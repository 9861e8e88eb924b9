import {
  Activity,
  Bell,
  Building2,
  ChartColumn,
  CircleQuestionMark,
  CircleUser,
  CreditCard,
  House,
  KeyRound,
  List,
  type LucideIcon,
  MailSearch,
  Palette,
  Settings,
  Upload,
  Users,
} from "lucide-react";
import type { Permission } from "@/lib/identity/core/permissions";

export type NavEntry = {
  label: string;
  path: string;
  icon: LucideIcon;
  /** The permission that the page requires: whoever lacks it gets no link to it. */
  needs?: Permission;
};
export type NavGroup = { label: string | null; entries: readonly NavEntry[] };

/** The pages of a workspace. Paths are below `/[workspace]`. */
export const MAIN: readonly NavGroup[] = [
  { label: null, entries: [{ label: "Overview", path: "", icon: House }] },
  {
    label: "Leads",
    entries: [
      { label: "Lead lists", path: "/leads", icon: List },
      { label: "Import", path: "/leads/import", icon: Upload, needs: "leads:edit" },
    ],
  },
  {
    label: "Workspace",
    entries: [
      { label: "Activity", path: "/activity", icon: Activity },
      { label: "Settings", path: "/settings", icon: Settings },
    ],
  },
];

/** The second group is headed by the workspace's own name. */
export const SETTINGS: readonly NavGroup[] = [
  {
    label: "Account",
    entries: [
      { label: "Profile", path: "/settings/profile", icon: CircleUser },
      { label: "Appearance", path: "/settings/appearance", icon: Palette },
    ],
  },
  {
    label: "Workspace",
    entries: [
      { label: "General", path: "/settings/general", icon: Building2 },
      { label: "Members", path: "/settings/members", icon: Users },
      { label: "Billing", path: "/settings/billing", icon: CreditCard },
      { label: "Team usage", path: "/settings/usage", icon: ChartColumn, needs: "usage:view" },
      { label: "API keys", path: "/settings/api-keys", icon: KeyRound },
      {
        label: "Alerts and limits",
        path: "/settings/alerts",
        icon: Bell,
        needs: "workspace:manage",
      },
      { label: "Cold Email Agent", path: "/settings/cold-email-agent", icon: MailSearch },
    ],
  },
];

/** At the bottom of every page of a workspace. */
export const HELP = { label: "Help and rate card", path: "/rates", icon: CircleQuestionMark };

const ALL: readonly NavEntry[] = [
  ...[...MAIN, ...SETTINGS].flatMap((group) => group.entries),
  { ...HELP, label: "Rate card" },
];

/** The entries of a group that this person may open. */
export const entriesFor = ({ entries }: NavGroup, permissions: readonly Permission[]): NavEntry[] =>
  entries.filter(({ needs }) => !needs || permissions.includes(needs));

/** "/leads/import" for "/alder-finch/leads/import". */
export const pathInWorkspace = (pathname: string, slug: string): string =>
  pathname.slice(slug.length + 1);

/** Pages shown without the navigation beside them: one thing is being done, and nothing leads away from it. */
const ALONE: readonly string[] = ["/settings/billing/return"];

export const isAlone = (path: string): boolean => ALONE.includes(path);

/** The entry that a page belongs to: the one with the longest path that leads to it. */
export function currentEntry(path: string): NavEntry | undefined {
  if (path === "") return ALL.find((entry) => entry.path === "");
  return ALL.filter(
    (entry) => entry.path !== "" && (path === entry.path || path.startsWith(`${entry.path}/`)),
  ).toSorted((a, b) => b.path.length - a.path.length)[0];
}

export type Breadcrumb = { section: string | null; sectionPath: string; entry: NavEntry };

/** Where a page is: "Leads" and "Import" for the breadcrumb. */
export function breadcrumbOf(path: string): Breadcrumb | undefined {
  const entry = currentEntry(path);
  if (!entry) return undefined;
  if (entry.path.startsWith("/settings/")) {
    return { section: "Settings", sectionPath: "/settings", entry };
  }
  const inLeads = entry.path.startsWith("/leads");
  return { section: inLeads ? "Leads" : null, sectionPath: "/leads", entry };
}
