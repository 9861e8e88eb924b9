import type { Credits } from "@/lib/credits/core/amount";
import type { CapLeft } from "@/lib/credits/core/cap";
import type { Quote } from "@/lib/credits/core/quote";
import type { Run } from "@/lib/credits/core/run";
import type { ImportForm } from "@/lib/leads/core/row";
import type { SourcingSwitch } from "@/lib/leads/core/sourcing";

/** Which import of which workspace. */
export type ImportKey = { workspaceId: string; importId: string };

/**
 * reading: its rows are being staged. ready: previewed, may start. unreadable: refused, with its problem. started: a
 * run is at work, or waits for credits. done, stopped, failed: ended.
 */
export type ImportState =
  | "reading"
  | "ready"
  | "unreadable"
  | "started"
  | "done"
  | "stopped"
  | "failed"
  | "discarded";

/** A CSV on its way in, as plain JSON, which the screen polls. */
export type ImportView = {
  id: string;
  form: ImportForm;
  state: ImportState;
  fileName: string;
  fileBytes: number;
  bytesRead: number;
  encoding: string | null;
  delimiter: string | null;
  usernameColumn: string | null;
  problem: string | null;
  detail: string | null;
  rowsRead: number;
  invalid: number;
  duplicates: number;
  existing: number;
  toImport: number;
  imported: number;
  joined: number;
  /**
   * Rows that were taken, and up to where they are charged. The step between the two inserted `uncharged` leads, which are
   * on no list yet.
   */
  cursor: number;
  chargedCursor: number;
  uncharged: number;
  startLimit: number | null;
  runId: string | null;
  listId: string | null;
  listName: string | null;
  createdAt: string;
  endedAt: string | null;
};

/** A row that is not imported, for the preview and the problem report. */
export type ProblemRow = {
  row: number;
  verdict: "invalid" | "duplicate";
  problem: string | null;
  text: string;
};

export type ListSummary = { id: string; name: string; leads: number; createdAt: string };

export type LeadRow = {
  id: string;
  username: string;
  name: string | null;
  bio: string | null;
  location: string | null;
  website: string | null;
  followers: number | null;
  following: number | null;
  addedAt: string;
};

/** Everything that the import screen shows of one import; it polls while something moves. Plain JSON. */
export type ImportStatus = {
  import: ImportView;
  run: Run | null;
  /** What the import of everything would cost; null until it is read. */
  quote: Quote | null;
  /** The first rows that are not imported. */
  problems: ProblemRow[];
  /** Lead credits that are free to use now. */
  available: Credits;
  /** The monthly limit that leaves this person the least, if one would refuse. */
  limited: CapLeft | null;
};

/** A request for leads and its result. Plain JSON. */
export type SourcingRequest = {
  id: string;
  /** The run that works on it; null if a program made it. */
  runId: string | null;
  at: string;
  /** Still in progress: more can be delivered and charged. */
  open: boolean;
  by: string;
  /** How many leads were requested; null if the request did not say. */
  requested: number | null;
  /** How many were delivered; null if that was not said. */
  delivered: number | null;
  charged: Credits;
};

/** What the Cold Email Agent page shows of sourcing. Plain JSON. */
export type SourcingPage = {
  /** Slug. */
  workspace: string;
  timeZone: string;
  enabled: boolean;
  canSwitch: boolean;
  /** Names of those who may switch it. */
  switchers: string[];
  /** The latest first. */
  switches: SourcingSwitch[];
  requests: SourcingRequest[];
};
