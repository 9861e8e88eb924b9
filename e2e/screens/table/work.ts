import type { Page } from "@playwright/test";
import { APART, DESKTOP, PHONE, ROWS, type Screen } from "./types";

const HOME = "/alder-finch";
const BROKEN = "/broken";
const press = (name: RegExp | string) => (page: Page) =>
  page.getByRole("button", { name }).first().click();

/** The pages of everyday work in the demo workspace, and the shell around them. */
export const WORK: readonly Screen[] = [
  { name: "overview", path: HOME, as: "ines" },
  { name: "overview.member", path: HOME, as: "tomasz", looks: APART },
  { name: "overview.failed", path: BROKEN, as: "jonas", looks: APART, fails: true },
  { name: "overview.fresh", path: "/fresh", as: "ines" },
  { name: "overview.out-of-credits", path: "/out-of-credits", as: "ines", looks: APART },
  {
    name: "shell.badge",
    path: HOME,
    as: "ines",
    open: press(/^Credits available/),
  },
  {
    name: "shell.badge-disputed",
    path: "/disputed",
    as: "jonas",
    open: press(/^Credits available/),
  },
  { name: "shell.notices", path: HOME, as: "ines", open: press(/^Notices/), looks: APART },
  { name: "shell.account", path: HOME, as: "ines", open: press(/^Account,/), looks: DESKTOP },
  {
    name: "shell.workspaces",
    path: HOME,
    as: "ines",
    open: press(/^Workspace /),
    looks: DESKTOP,
  },
  {
    name: "shell.navigation",
    path: HOME,
    as: "ines",
    open: press("Open navigation"),
    looks: PHONE,
  },
  {
    name: "shell.palette",
    path: HOME,
    as: "ines",
    open: (page) => page.keyboard.press("Control+k"),
    looks: APART,
  },
  {
    name: "shell.shortcuts",
    path: HOME,
    as: "ines",
    open: (page) => page.keyboard.press("?"),
    looks: DESKTOP,
  },
  { name: "activity", path: `${HOME}/activity`, as: "ines", atMost: ROWS },
  { name: "activity.no-match", path: `${HOME}/activity?state=failed`, as: "ines", looks: APART },
  { name: "activity.failed", path: `${BROKEN}/activity`, as: "jonas", looks: APART, fails: true },
  { name: "activity.fresh", path: "/fresh/activity", as: "ines", looks: APART },
  { name: "activity.running", path: ({ runs }) => `${HOME}/activity/${runs.running}`, as: "ines" },
  {
    name: "activity.done",
    path: ({ runs }) => `${HOME}/activity/${runs.done}`,
    as: "ines",
    looks: APART,
  },
  { name: "leads", path: `${HOME}/leads`, as: "ines" },
  { name: "leads.no-match", path: `${HOME}/leads?q=zzzz`, as: "ines", looks: APART },
  { name: "leads.failed", path: `${BROKEN}/leads`, as: "jonas", looks: APART, fails: true },
  { name: "leads.fresh", path: "/fresh/leads", as: "ines", looks: APART },
  { name: "leads.viewer", path: `${HOME}/leads`, as: "jonas", looks: APART },
  {
    name: "leads.delete",
    path: `${HOME}/leads`,
    as: "ines",
    looks: APART,
    open: async (page) => {
      await press("Actions for Espresso bars")(page);
      await page.getByRole("menuitem", { name: "Delete" }).click();
    },
  },
  { name: "leads.list", path: ({ listId }) => `${HOME}/leads/${listId}`, as: "ines", atMost: ROWS },
  {
    name: "leads.list-no-match",
    path: ({ listId }) => `${HOME}/leads/${listId}?q=zzzz`,
    as: "ines",
    looks: APART,
  },
  { name: "import", path: `${HOME}/leads/import`, as: "ines" },
  {
    name: "import.preview",
    path: ({ imports }) => `${HOME}/leads/import?import=${imports.covered}`,
    as: "ines",
  },
  {
    name: "import.shortage",
    path: ({ imports }) => `/out-of-credits/leads/import?import=${imports.short}`,
    as: "ines",
  },
  {
    name: "import.unreadable",
    path: ({ imports }) => `${HOME}/leads/import?import=${imports.unreadable}`,
    as: "ines",
    looks: APART,
  },
  { name: "workspace.rates", path: `${HOME}/rates`, as: "ines" },
  { name: "workspace.calculator", path: `${HOME}/rates/calculator`, as: "ines" },
  { name: "workspace.not-found", path: `${HOME}/activity/nothing`, as: "ines", looks: APART },
];
