import type pg from "pg";
import { EVENTS_CHANNEL } from "@/lib/platform/events";

const SETTLE_MS = 25;

/**
 * Notifies listeners that a workspace's balance changed: soon, and once for many commits. Only a hint: the account's row
 * has the truth, and is polled as well.
 */
export class Hints {
  readonly #waiting = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly pool: () => pg.Pool) {}

  give(workspaceId: string): void {
    this.#waiting.add(workspaceId);
    this.#timer ??= setTimeout(() => this.#send(), SETTLE_MS).unref();
  }

  #send(): void {
    const messages = [...this.#waiting].map((workspaceId) => JSON.stringify({ workspaceId }));
    this.#waiting.clear();
    this.#timer = null;
    this.pool()
      .query("select pg_notify($1, message)::text from unnest($2::text[]) message", [
        EVENTS_CHANNEL,
        messages,
      ])
      .catch(() => {});
  }
}
