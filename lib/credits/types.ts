import type { AlertFacts, AlertTone } from "@/lib/credits/core/alert";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Balance } from "@/lib/credits/core/balance";
import type { Cap } from "@/lib/credits/core/cap";
import type { DeliveryFacts } from "@/lib/credits/core/delivery";

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
  deliveries: (DeliveryFacts & { channel: "email" | "webhook"; to: string })[];
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

/** How much one member has not read. */
export type InboxCount = {
  unread: number;
  /** Differs whenever a notice was written or read in the workspace. */
  mark: string;
  /** The id of the workspace's latest notice; ids rise with time. Empty without any. */
  newest: string;
};

export type Inbox = InboxCount & { notices: ShownNotice[] };

/** What was charged in a while. `used` in hundredths of a credit. */
export type Charges = {
  used: number;
  count: number;
  /** False when there were more charges than were looked at: only the newest count. */
  complete: boolean;
  largest: LargeCharge[];
};

/** A charge, or all charges of one run in that while. */
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
export type Movement = { id: string; amount: number; reason: string | null; at: string };

/** What may be behind a balance that is not as expected. Plain JSON. */
export type BalanceHelp = {
  charges: Omit<Charges, "largest"> & {
    largest: (Omit<LargeCharge, "operation" | "actor"> & { label: string; by: string })[];
  };
  held: Credits;
  holds: Balance["heldBy"];
  expired: Movement[];
  adjusted: Movement[];
  /** Who may have the balance checked now. */
  checkers: string[];
};
