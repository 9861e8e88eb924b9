// The server processes of the product, behind something like a load balancer: one that was killed is replaced.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { revive } from "./dates";
import type { Errand } from "./errand";

type Server = { child: ChildProcess; port: number };
const PATIENCE_MS = 30_000;

export class Servers {
  readonly #up: Server[] = [];
  readonly #children = new Set<ChildProcess>();
  #stopping = false;
  /** How far the storm's clock is ahead of the machine's, in milliseconds. */
  ahead = 0;
  /** By that clock: the sweep has ended whatever was due by then. */
  sweptUntil = 0;
  /** Servers that ended although nobody killed them: whatever happens to the database, they must keep running. */
  fallen = 0;
  /** Errands that had to be repeated. */
  retries = 0;

  constructor(
    private readonly env: Readonly<Record<string, string>>,
    private readonly pick: <T>(values: readonly T[]) => T,
  ) {}

  now = (): number => Date.now() + this.ahead;

  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#launch()));
  }

  get up(): number {
    return this.#up.length;
  }

  /** SIGKILL to one of them, whatever it is doing; another one is starting. Returns how many it hit. */
  async kill(): Promise<number> {
    while (this.#up.length < 2) await pause(20);
    const { child } = this.pick(this.#up);
    const exit = once(child, "exit");
    if (!child.kill("SIGKILL")) return 0;
    await exit;
    return 1;
  }

  /** Lets time pass, and has the product's own sweep write what is due by then. */
  async sweepAfter(milliseconds: number): Promise<void> {
    this.ahead += milliseconds;
    const until = this.now();
    await this.ask({ what: "sweep" });
    this.sweptUntil = until;
  }

  /** Asks one server after another until one answers, or as often as the client cares to. */
  async ask<Answer>(errand: Errand, tries = 200): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        const body = JSON.stringify({ ahead: this.ahead, errand });
        const { answer } = JSON.parse(await this.#send("/", body), revive);
        return answer;
      } catch (error) {
        if (attempt > tries || this.#stopping) throw error;
        this.retries += 1;
        await pause(Math.min(250, 5 * attempt));
      }
    }
  }

  /** Hands a webhook to one server, once: its sender repeats it. */
  async forward(body: Buffer, signature: string | null): Promise<number> {
    await this.#send("/webhook", new Uint8Array(body), { "stripe-signature": signature ?? "" });
    return 200;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const child of this.#children) child.kill("SIGKILL");
  }

  async #send(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<string> {
    while (this.#up.length === 0) await pause(20);
    const { port } = this.pick(this.#up);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const url = `http://127.0.0.1:${port}${path}`;
    const response = await fetch(url, { method: "POST", body, headers, signal });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text;
  }

  async #launch(): Promise<void> {
    const words = ["--conditions=react-server", "--import", "tsx", "scripts/storm/server.ts"];
    const child = spawn(process.execPath, words, {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { ...process.env, ...this.env },
    });
    this.#children.add(child);
    const lost = once(child, "exit");
    const told = once(child, "message").then(([said]) => (said as { port: number }).port);
    const port = await Promise.race([told, lost.then(() => null)]);
    if (port === null && !this.#stopping) throw new Error("A server process did not start.");
    if (port === null) return;
    const server = { child, port };
    this.#up.push(server);
    void lost.then(() => {
      this.#children.delete(child);
      this.#up.splice(this.#up.indexOf(server), 1);
      if (!child.killed) this.fallen += 1;
      if (!this.#stopping) void this.#launch();
    });
  }
}
