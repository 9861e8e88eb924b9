/**
 * The levers of the local payment server: what only a payment provider could do, on demand. They move the events
 * and payments of one workspace, so that journeys side by side do not disturb one another.
 */
export class Payments {
  constructor(
    private readonly base: string,
    private readonly key: string,
    private readonly workspace: string,
  ) {}

  /** How events are delivered from now on: held back, several times each, after a while. */
  deliver(rules: { hold?: boolean; times?: number; delayMs?: number }): Promise<void> {
    return this.do("deliver", rules);
  }

  /** Lets held deliveries go. */
  flush(
    options: { order?: "made" | "reversed" | "shuffled"; together?: boolean } = {},
  ): Promise<void> {
    return this.do("flush", options);
  }

  /** Sends every event of a type (or of all) once more. */
  redeliver(options: { type?: string; times?: number } = {}): Promise<void> {
    return this.do("redeliver", options);
  }

  /** The next payment is declined, whatever the buyer chooses. */
  failNextPayment(): Promise<void> {
    return this.do("fail-next-payment", {});
  }

  /** The next checkout page is refused, so that nobody gets there. */
  refuseNextCheckout(): Promise<void> {
    return this.do("refuse-next-checkout", {});
  }

  /** The buyer of a session that is open lives where tax is due. */
  tax(session: string): Promise<void> {
    return this.do("tax", { session });
  }

  /** Nobody paid in a session while it was open. */
  expire(session: string): Promise<void> {
    return this.do("expire", { session });
  }

  /** The bank of whoever paid in a session disputes it. */
  dispute(session: string): Promise<void> {
    return this.do("dispute", { session });
  }

  /** Their bank decides for them. */
  loseDispute(session: string): Promise<void> {
    return this.do("close-disputes", { session, status: "lost" });
  }

  /** Their bank decides for the workspace. */
  winDispute(session: string): Promise<void> {
    return this.do("close-disputes", { session, status: "won" });
  }

  /** The next payments with the saved card are declined, one for each reason. */
  declineSavedCard(...reasons: string[]): Promise<void> {
    return this.do("decline-saved-card", { reasons });
  }

  /** Back to prompt deliveries, once each. */
  settle(): Promise<void> {
    return this.deliver({});
  }

  private async do(command: string, options: object): Promise<void> {
    const response = await fetch(`${this.base}/_control`, {
      method: "POST",
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json" },
      body: JSON.stringify({ do: command, workspace: this.workspace, ...options }),
    });
    if (!response.ok) throw new Error(`Payment server, ${command}: HTTP ${response.status}`);
  }
}
