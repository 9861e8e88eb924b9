import { setTimeout as pause } from "node:timers/promises";
import { KINDS, type Kind } from "@/lib/credits/core/amount";

type Heard = { version: number; at: number };

/** One value for each kind of credits. */
const ofEach = <Value>(make: () => Value) =>
  Object.fromEntries(KINDS.map((kind) => [kind, make()])) as Record<Kind, Value>;

/**
 * An open page, as far as the stream is concerned: it follows one workspace on one server, reconnects where it stopped
 * when the stream ends, and shows nothing older than what it showed.
 */
export class Tab {
  /** What the page newly showed of its credits, in order. */
  readonly #shown = ofEach<Heard[]>(() => []);
  /** Events that were older than one before them on the same stream. There should be none. */
  wentBack = 0;
  reconnects = 0;
  #last: string | null = null;
  #newestHere = ofEach(() => -1);
  #stop = new AbortController();
  #connection = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(
    private readonly address: string,
    private readonly cookie: string,
  ) {}

  /** Resolves when it shows its first balance. */
  open(): Promise<void> {
    return new Promise((opened, failed) => {
      this.#ended = this.#follow(opened).catch(failed);
    });
  }

  /** Cuts the stream, as a network does; the page reconnects at once. */
  cut(): void {
    this.#connection.abort();
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#connection.abort();
    await this.#ended;
  }

  /** When it showed the balance of this entry or of a later one; never, if it did not. */
  showedAt({ kind, seq }: { kind: Kind; seq: number }): number {
    const shown = this.#shown[kind].find((heard) => heard.version >= seq);
    return shown?.at ?? Number.POSITIVE_INFINITY;
  }

  async #follow(opened: () => void): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#connection = new AbortController();
      try {
        await this.#read(opened);
      } catch (error) {
        if (!this.#connection.signal.aborted) throw error;
      }
      if (this.#stop.signal.aborted) return;
      this.reconnects += 1;
      await pause(0);
    }
  }

  async #read(opened: () => void): Promise<void> {
    const headers = {
      cookie: this.cookie,
      ...(this.#last === null ? {} : { "last-event-id": this.#last }),
    };
    const response = await fetch(this.address, { headers, signal: this.#connection.signal });
    if (!response.ok || !response.body) throw new Error(`The stream answers ${response.status}.`);
    let text = "";
    this.#newestHere = ofEach(() => -1);
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) this.#hear(event, opened);
    }
  }

  #hear(event: string, opened: () => void): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1];
    this.#last = field("id") ?? this.#last;
    if (field("event") !== "balance") return;
    const { kind, version } = JSON.parse(field("data") ?? "{}") as {
      kind: Kind;
      version: number;
    };
    if (version < this.#newestHere[kind]) this.wentBack += 1;
    this.#newestHere[kind] = version;
    const shown = this.#shown[kind];
    if (version > (shown.at(-1)?.version ?? -1)) shown.push({ version, at: performance.now() });
    opened();
  }
}
