import { globSync } from "node:fs";

/** What of a workspace has an address of its own: see access/furnish.ts and screens/make-world.ts. */
export type Places = {
  /** Runs, and what a program holds, each with a page that looks different. */
  runs: Readonly<Record<string, string>>;
  listId: string;
  /** A checkout that was paid. */
  sessions: { paid: string };
};

/** Secrets of links that were mailed. */
export type Letters = { invitation: string; signInLink: string };

/** "/[workspace]/leads" of "app/[workspace]/leads/page.tsx"; folders in round brackets are no part of an address. */
const routeOf = (file: string): string =>
  `/${file
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;

/** Every page of app/, as "/[workspace]/settings/billing". */
export const ROUTES: readonly string[] = globSync("app/**/page.tsx").map(routeOf);

/** Pages that these lists leave out, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "/[workspace]/settings": "leads on to General",
  "/gallery": "has measures of its own: gallery.spec.ts, access-colours.spec.ts",
};

/** Of a workspace: pages that are at their address only with what they show. */
const AT_ITS_OWN: Readonly<Record<string, (places: Places) => string[]>> = {
  "/activity/[run]": ({ runs }) => Object.values(runs).map((id) => `/activity/${id}`),
  "/leads/[list]": ({ listId }) => [`/leads/${listId}`],
  "/settings/billing/return": ({ sessions }) => [
    `/settings/billing/return?session_id=${sessions.paid}`,
  ],
};

/** Every page of a workspace, found in app/: one added later is looked at too. One with a name in it needs its place. */
export const pagesOfWorkspace = (places: Places): string[] =>
  ROUTES.filter((route) => route.startsWith("/[workspace]") && !LEFT_OUT[route])
    .map((route) => route.replace("/[workspace]", ""))
    .flatMap((path) => AT_ITS_OWN[path]?.(places) ?? (path.includes("[") ? [] : [path]));

/** For somebody who is signed in, is in two workspaces and looks after the installation. */
export const PAGES_OF_SOMEBODY = [
  "/rates",
  "/rates/calculator",
  "/rates/publish",
  "/developers",
  "/workspaces/new",
  "/workspaces",
];

/** These lead on whoever is signed in, or say something else to them. */
export const pagesOfNobody = ({ invitation, signInLink }: Letters): string[] => [
  "/",
  "/sign-in",
  `/sign-in/link?token=${signInLink}`,
  "/sign-up",
  `/invitations/${invitation}`,
  "/rates",
  "/rates/calculator",
  "/developers",
  "/outbox",
];

/** Of the routes that an address fits, the one that names most of it: a workspace could be called anything else. */
export function routeFor(address: string): string | undefined {
  const { pathname } = new URL(address, "http://here");
  const open = (route: string) => route.split("[").length;
  return ROUTES.filter((route) =>
    new RegExp(`^${route.replaceAll(/\[[^/]+\]/g, "[^/]+")}$`).test(pathname),
  ).toSorted((a, b) => open(a) - open(b))[0];
}
