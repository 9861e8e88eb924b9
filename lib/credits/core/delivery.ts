/** The delivery of a notice to one destination, as stored. */
export type DeliveryRecord = {
  attempts: number;
  failure: string | null;
  deliveredAt: Date | null;
};

export type DeliveryState = "delivered" | "waiting" | "retrying" | "given_up" | "withdrawn";

/** The pause between attempts doubles, from seconds up to this. */
export const LONGEST_PAUSE_SECONDS = 3_600;

/** Attempts after the first: for about three days, so that a mail server or a receiver may be away for a weekend. */
export const DELIVERY_RETRIES = 82;

/** The recipient left the workspace or the list, or the webhook was changed: no further attempts. */
export const WITHDRAWN = "withdrawn";

/** Every attempt so far ended with its process. */
export const INTERRUPTED = "interrupted";

export function deliveryState({ attempts, failure, deliveredAt }: DeliveryRecord): DeliveryState {
  if (deliveredAt) return "delivered";
  if (failure === WITHDRAWN) return "withdrawn";
  if (attempts === 0) return "waiting";
  return attempts > DELIVERY_RETRIES ? "given_up" : "retrying";
}

const WORDS: Record<string, string> = {
  unreachable: "unreachable",
  [INTERRUPTED]: "the server ended while it was sent",
  timed_out: "no answer within 10 seconds",
  refused_address: "address refused, it is inside this network",
  mail_refused: "the mail server refused it",
  mail_unreachable: "the mail server was not reached",
  mail_timed_out: "the mail server did not answer in time",
};

/** Why delivery to a place that is gone was given up, and where later alerts go. */
export const withdrawnInWords = (channel: "email" | "webhook"): string =>
  channel === "webhook"
    ? "The address was changed or removed before it took this alert. The next ones go to the address under Webhook."
    : "They left the workspace, or were no longer told by mail, before this alert was mailed. The next ones go to those under Who is told.";

/** "status 500", "unreachable": why something was not taken, after a colon. */
export const failureInWords = (failure: string): string =>
  WORDS[failure] ?? failure.replaceAll("_", " ");
