import { APART, type Screen } from "./types";

/** Pages outside a workspace. */
export const PUBLIC: readonly Screen[] = [
  { name: "landing", path: "/" },
  { name: "sign-in", path: "/sign-in" },
  { name: "sign-in.failed", path: "/sign-in?error=email_taken", looks: APART },
  { name: "sign-in.link", path: ({ signInLink }) => `/sign-in/link?token=${signInLink}` },
  { name: "sign-in.link-spent", path: "/sign-in/link?token=spent", looks: APART },
  { name: "sign-up", path: "/sign-up" },
  { name: "invitation", path: ({ invitation }) => `/invitations/${invitation}` },
  { name: "invitation.gone", path: "/invitations/gone", looks: APART },
  { name: "workspaces", path: "/workspaces", as: "ines" },
  { name: "workspaces.new", path: "/workspaces/new", as: "ines" },
  { name: "rates", path: "/rates" },
  { name: "rates.calculator", path: "/rates/calculator" },
  { name: "rates.publish", path: "/rates/publish", as: "ines" },
  { name: "rates.publish-refused", path: "/rates/publish", as: "tomasz", looks: APART },
  { name: "developers", path: "/developers", atMost: 2_400 },
  { name: "outbox", path: "/outbox" },
  { name: "not-found", path: "/nothing-is-here/at-all" },
  {
    name: "gallery",
    path: "/gallery",
    skeletons: true,
    parts: { of: "main > div", count: 10 },
  },
  {
    name: "gallery.dialog",
    path: "/gallery",
    skeletons: true,
    open: (page) => page.getByRole("button", { name: "Rename list" }).click(),
  },
  {
    name: "gallery.drawer",
    path: "/gallery",
    skeletons: true,
    open: (page) => page.getByRole("button", { name: "Open a row that did not load" }).click(),
  },
  {
    name: "gallery.too-few-credits",
    path: "/gallery",
    skeletons: true,
    open: (page) => page.getByRole("button", { name: "Generate 12", exact: true }).click(),
  },
];
