// Somebody who spends and never looks: credits are bought automatically, by servers that die before and after the bank
// is asked.
import { switchOn } from "@/lib/billing/mutations/top-up/settings";
import { credits } from "@/lib/credits/core/amount";
import type { Entry } from "@/lib/credits/core/entry";
import { asOwner, charge, entriesIn } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { type Home, newHome } from "./home";
import { type Books, booksIn } from "./money";
import { noticeFaults, relayTwice } from "./notices";
import { type Around, persist, type Scene } from "./scene";
import { everyEventIsDone, openSession, type Payments } from "./shop";

/** What the package brings: nearly every charge of this size crosses the threshold. */
const STARTER = 100_00;
const BELOW = 50_00;
/** More than a storm can spend. */
const MONTHLY_LIMIT_CENTS = 1_000_000_00;

class ToppingUp implements Scene {
  readonly name = "topping up";
  readonly callers = 1;
  /** Keys of charges that were accepted. */
  readonly #charged: string[] = [];

  constructor(
    private readonly around: Around,
    private readonly payments: Payments,
    private readonly home: Home,
  ) {}

  async act(): Promise<void> {
    const { servers, random } = this.around;
    const { workspaceId } = this.home;
    const command = charge(random.between(BELOW, STARTER));
    const errand = { what: "post", workspaceId, kind: "ai", command } as const;
    const answer = await servers.ask<{ ok: boolean }>(errand);
    if (answer.ok) this.#charged.push(command.key);
    await relayTwice(servers, this.home);
    await this.#tryTwice();
  }

  async check(): Promise<string[]> {
    const { workspaceId } = this.home;
    await this.#tryTwice();
    await everyEventIsDone(this.around.servers, this.payments);
    const verified = await persist(() => verifyLedger(workspaceId, "ai"));
    const entries = await persist(() => entriesIn(workspaceId));
    const bought = entries
      .filter(({ type }) => type === "purchase")
      .map(({ key }) => `${key}:paid`);
    const books = booksIn(this.payments.dataDir);
    const faults = [
      ...(verified.ok ? [] : [verified.difference]),
      ...(await this.#boughtOtherwise(entries, books)),
      ...chargedOtherwise(entries, this.#charged),
      ...(await noticeFaults(this.around, this.home, { kind: "ai", entries, must: bought })),
    ];
    return faults.map((fault) => `top-ups of ${workspaceId}: ${fault}`);
  }

  /** Two workers at once try every top-up that is due, and every one whose try was not heard of again. */
  async #tryTwice(): Promise<void> {
    const { servers } = this.around;
    const { workspaceId } = this.home;
    const due = await persist(() =>
      asOwner<{ id: string }>(
        `select id from top_up where workspace_id = $1 and state in ('waiting', 'charging')
         order by created_at, id`,
        [workspaceId],
      ),
    );
    for (const { id: topUpId } of due) {
      const attempt = () => servers.ask({ what: "top-up", workspaceId, topUpId });
      await Promise.all([attempt(), attempt()]);
    }
  }

  /** Whoever was charged has the credits, once for each top-up, and nobody was charged twice for one. */
  async #boughtOtherwise(entries: readonly Entry[], { intents }: Books): Promise<string[]> {
    const { workspaceId } = this.home;
    const topUps = await persist(() =>
      asOwner<{ id: string; state: string }>(
        "select id, state from top_up where workspace_id = $1",
        [workspaceId],
      ),
    );
    const charged = Object.values(intents).filter(
      ({ metadata, status }) =>
        metadata.workspace === workspaceId &&
        metadata.origin === "top_up" &&
        status === "succeeded",
    );
    const strange = charged.filter(
      ({ metadata }) => !topUps.some(({ id }) => id === metadata.purchase),
    );
    const faults = topUps.flatMap(({ id, state }) => {
      const times = charged.filter(({ metadata }) => metadata.purchase === id).length;
      const grants = entries.filter(({ key }) => key === `purchase:${id}`).length;
      const wanted = state === "paid" ? 1 : 0;
      const isOver = state !== "charging" && state !== "charged";
      return isOver && times === wanted && grants === wanted
        ? []
        : [`${id} is ${state}: the card was charged ${times} times, credits came ${grants} times`];
    });
    return [...faults, ...strange.map(({ id }) => `${id} was charged for no crossing`)];
  }
}

/** What was acknowledged is there, and nothing else was charged. */
function chargedOtherwise(entries: readonly Entry[], acknowledged: readonly string[]): string[] {
  const written = entries.filter(({ type }) => type === "charge").map(({ key }) => key);
  return written.join() === acknowledged.join()
    ? []
    : [`${acknowledged.length} charges were acknowledged, ${written.length} are there`];
}

/** Someone with a saved card, and automatic top-ups switched on. */
export async function toppingUp(around: Around, payments: Payments): Promise<Scene> {
  const home = await persist(newHome);
  const { workspaceId, owner } = home;
  const session = await openSession(around.servers, home, { packageId: "starter", saveCard: true });
  await payments.control("choose", { session, outcome: "pay" });
  await everyEventIsDone(around.servers, payments);
  const on = await switchOn({
    workspaceId,
    timeZone: "UTC",
    userId: owner.id,
    kind: "ai",
    threshold: credits(BELOW),
    packageId: "starter",
    monthlyLimitCents: MONTHLY_LIMIT_CENTS,
    currency: "usd",
    now: new Date(),
  });
  if (!on.ok) throw new Error(on.reason);
  return new ToppingUp(around, payments, home);
}
