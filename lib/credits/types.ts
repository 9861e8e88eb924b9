import type { AdjustmentCause } from "@/lib/credits/core/adjustment";
import type { AlertFacts, AlertTone } from "@/lib/credits/core/alert";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import type { Cap } from "@/lib/credits/core/cap";
import type { DeliveryRecord } from "@/lib/credits/core/delivery";
import type { Run, Settlement } from "@/lib/credits/core/run";

/** A monthly limit as the settings show it, with what it counts this month. */
export type ShownLimit = Cap & {
  kind: Kind;
  name: string;
  /** Why it can bind nobody any more: somebody left, a key was revoked or has run out. */
  gone: "removed" | "revoked" | "expired" | null;
  used: Credits;
  held: Credits;
  left: Credits;
};

/** A notice as the settings show it, with how far it got. */
export type SentNotice = {
  id: string;
  kind: Kind;
  at: Date;
  facts: AlertFacts;
  /** Whose limit it is about: "Priya Raman". */
  whose: string | null;
  /** How many people see it in the product. */
  readers: number;
  deliveries: (DeliveryRecord & { channel: "email" | "webhook"; to: string })[];
};

/** A notice as its reader sees it. Plain JSON. */
export type ShownNotice = {
  id: string;
  kind: Kind;
  tone: AlertTone;
  title: string;
  body: string;
  at: string;
  /** The row or page that explains it. */
  href: string;
  read: boolean;
};

/** Who did something, as screens name them: a member who left keeps the name, a program has its key's. */
export type Doer = {
  kind: "member" | "removed" | "system" | "api_key";
  id: string | null;
  name: string;
};

/** Credits that one of the workspace's programs set aside, as Activity shows them among runs. Plain JSON. */
export type ProgramHold = Settlement & {
  id: string;
  kind: Kind;
  operation: string | null;
  subject: string | null;
  /** What was set aside: the most it can charge. */
  amount: Credits;
  /** By the clock: one past its lapse has lapsed. */
  state: "open" | "settled" | "lapsed";
  keyId: string;
  campaignId: string | null;
  createdAt: string;
  lapsesAt: string;
};

/** A row of Activity: a run, or what a program held. */
export type ActivityRow = {
  id: string;
  at: string;
  /** The operation's name. */
  label: string;
  by: Doer;
  /** The campaign's name, when it has one. */
  campaign: string | null;
} & ({ source: "run"; run: Run; unit: string } | { source: "program"; hold: ProgramHold });

/** A row of the history that a program's hold wrote: a charge. `amount` is signed. */
export type HoldEntry = { id: string; amount: number; at: string };

/** How much one member has not read. */
export type InboxCount = {
  unread: number;
  /** Differs whenever a notice was written or read in the workspace. */
  mark: string;
  /** The id of the workspace's latest notice; ids rise with time. Empty without any. */
  newest: string;
};

export type Inbox = InboxCount & { notices: ShownNotice[] };

/** What was charged in a while, less what of it was refunded. In hundredths of a credit. */
export type Charges = {
  used: number;
  refunded: number;
  count: number;
  /** False when there were more charges than were looked at: only the newest count. */
  complete: boolean;
  largest: LargeCharge[];
};

/** A charge, or all charges of one run in that while, less their refunds. */
export type LargeCharge = {
  /** Its row, or the newest of them. */
  id: string;
  runId: string | null;
  charges: number;
  used: number;
  operation: string | null;
  subject: string | null;
  actor: { id: string | null; kind: string };
  at: string;
};

/** A row that is no charge: what expired, what was adjusted. `amount` is signed. */
export type Movement = {
  id: string;
  amount: number;
  reason: string | null;
  at: string;
  /** It has no row yet, and `id` is that of its lot. */
  unbooked?: true;
};
export type Adjustment = Movement & { cause: AdjustmentCause };

/** What may be behind a balance that is not as expected. Plain JSON. */
export type BalanceHelp = {
  charges: Omit<Charges, "largest"> & {
    largest: (Omit<LargeCharge, "operation" | "actor"> & { label: string; by: string })[];
    /** Used today and on the six days before: what the largest is compared with. */
    usedInWeek: number;
  };
  held: Credits;
  holds: Balance["heldBy"];
  expired: Movement[];
  adjusted: Adjustment[];
  /** Who may have the balance checked now. */
  checkers: string[];
};
