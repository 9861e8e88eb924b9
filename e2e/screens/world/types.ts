import type { CastName } from "@/prisma/seed/cast/alder-finch";

type Cookie = { name: string; value: string };

/** Where in the installation the screens find what they show. */
export type World = {
  /** What signs each of the cast in. */
  cookies: Record<CastName, Cookie>;
  /** The cast by their ids. */
  members: Record<CastName, string>;
  /** A list with leads in it. */
  listId: string;
  /** A run in each state that has a page of its own look. */
  runs: { running: string; done: string };
  /** Uploads that wait: one that is covered, one that is not, one that could not be read. */
  imports: { covered: string; short: string; unreadable: string };
  /** Checkouts that end in one state each. */
  sessions: Record<"processing" | "confirming" | "paid" | "failed" | "expired", string>;
  /** Secrets of links that were mailed. */
  invitation: string;
  signInLink: string;
};
