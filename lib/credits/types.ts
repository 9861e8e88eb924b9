import type { AlertFacts } from "@/lib/credits/core/alert";
import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Cap } from "@/lib/credits/core/cap";
import type { DeliveryFacts } from "@/lib/credits/core/delivery";

/** A monthly limit as the settings show it, with what it counts this month. */
export type ShownLimit = Cap & {
  kind: Kind;
  name: string;
  /** It is of somebody who left the workspace. */
  removed: boolean;
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
  deliveries: (DeliveryFacts & { channel: "email" | "webhook"; to: string })[];
};
