import type { Credits } from "./amount";
import type { Cap, CapShare } from "./cap";
import type { Instant } from "./instant";

/** A notice, or the order to buy credits (`top_up`, read by billing alone), decided with the entry `seq` and written by its commit. */
export type Notice = { seq: number; at: Instant } & (
  | { about: "threshold"; threshold: string; below: Credits; available: Credits; held: Credits }
  | { about: "top_up"; below: Credits; available: Credits }
  | { about: "cap"; cap: Cap; used: Credits; share: CapShare; month: string }
);

/** Identifies a notice among those of its entry. */
export const noticeTopic = (notice: Notice): string =>
  notice.about === "cap"
    ? `cap ${notice.cap.scope} ${notice.cap.target} ${notice.share}`
    : notice.about;
