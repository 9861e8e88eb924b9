import type pg from "pg";
import { actorOf } from "@/lib/credits/core/actor";
import { credits, type Kind } from "@/lib/credits/core/amount";
import { type Cap, capName, type UsedByMonth, useOf } from "@/lib/credits/core/cap";
import { type Accepted, type Actor, type Command, sourceNamedBy } from "@/lib/credits/core/command";
import { firstDigest } from "@/lib/credits/core/entry";
import type { Hold } from "@/lib/credits/core/hold";
import { dateOf, type Instant, instant, instantOf } from "@/lib/credits/core/instant";
import { type Allocation, byBurnOrder, type Lot } from "@/lib/credits/core/lot";
import { type Account, type Charge, emptyState, type State } from "@/lib/credits/core/state";
import type { Threshold } from "@/lib/credits/core/threshold";
import { clockAhead, inTime } from "@/lib/credits/mutations/door/clock-ahead";
import { clock } from "@/lib/platform/clock";
import { statement } from "@/lib/platform/db";
import { sha256 } from "@/lib/platform/sha256";

/** A loaded state: whose it is, and in which time zone its days should be counted. */
export type Loaded = {
  workspaceId: string;
  kind: Kind;
  wantedZone: string;
  state: State;
  /** Above zero if another server wrote here recently: for how many more loads without meeting one to stay wary. */
  wary: number;
};

/** How much of the lot queue and of the open holds is loaded initially. Most decisions need one or two. */
export type Window = { lots: number; holds: number };
export const FIRST_WINDOW: Window = { lots: 8, holds: 8 };

type LotPart = [lotId: string, amount: number];
type StoredAnswer = Pick<Accepted, "seq" | "amount" | "current" | "held"> & { at: Instant };
type StoredActor = { actorType: Actor["type"]; actorId: string | null };
type Row = {
  timeZone: string;
  wantedZone: string;
  account: (Account & { digest: string | null; lastAt: number | null }) | null;
  lots: (Lot & { queued: boolean })[];
  holds: (Omit<Hold, "lots" | "actor"> & { lots: LotPart[] } & StoredActor)[];
  openHolds: number;
  charges: (Omit<Charge, "actor" | "lots"> & { lots: LotPart[] } & StoredActor)[];
  keys: ({ key: string; digest: string } & StoredAnswer)[];
  thresholds: Threshold[];
  caps: Cap[];
  uses: (Pick<Cap, "scope" | "target"> & { months: UsedByMonth; held: number })[];
};

/**
 * Loads what `commands` need of an account in one statement; with `lock`, after waiting for the account's row in the
 * caller's transaction. Throws AppError("unavailable") while this machine's clock is far ahead of the database's.
 */
export async function loadState(
  client: pg.Pool | pg.PoolClient,
  account: { workspaceId: string; kind: Kind },
  commands: readonly Command[],
  { window, lock, now }: { window: Window; lock: boolean; now: Date },
): Promise<Loaded> {
  const { workspaceId, kind } = account;
  const name = lock ? "ledger_state_locked" : "ledger_state";
  const call = `${name}($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
  const { rows } = await client.query<{ state: Row | null }>({
    ...statement(name, inTime(11, call, "state")),
    values: [
      workspaceId,
      kind,
      ...named(commands),
      window.lots,
      window.holds,
      cappedBy(commands),
      now,
      clock.ofMachine(),
    ],
  });
  const row = rows[0]?.state;
  if (!row) throw clockAhead();
  const digest = row.account?.digest ?? firstDigest(workspaceId, kind, sha256);
  const { wantedZone } = row;
  return { workspaceId, kind, wantedZone, state: stateOf(row, digest, { window, now }), wary: 0 };
}

/** The keys, holds, charges and sources named by the commands. */
function named(commands: readonly Command[]): [string[], string[], number[], string[]] {
  const keys = new Set<string>();
  const holds = new Set<string>();
  const charges = new Set<number>();
  const sources = new Set<string>();
  for (const command of commands) {
    keys.add(command.key);
    if ("holdId" in command) holds.add(command.holdId);
    if (command.type === "refund") charges.add(command.corrects);
    const source = sourceNamedBy(command);
    if (source !== null) sources.add(source);
  }
  return [[...keys], [...holds], [...charges], [...sources]];
}

/** The caps about to be set: what their targets have used must be known. */
const cappedBy = (commands: readonly Command[]): string =>
  JSON.stringify(
    commands.flatMap((command) =>
      command.type === "set_cap" ? [[command.scope, command.target]] : [],
    ),
  );

function stateOf(row: Row, digest: string, { window, now }: { window: Window; now: Date }): State {
  const queue = row.lots.filter((lot) => lot.queued).sort(byBurnOrder);
  const lots = row.lots.map(({ queued: _, ...lot }): [string, Lot] => [lot.id, lot]);
  const open = row.holds.filter((hold) => hold.state === "open");
  const empty = emptyState(digest);
  const lastAt = instant(row.account?.lastAt ?? 0);
  const at = instant(Math.max(instantOf(now), lastAt));
  return {
    account: row.account ? { ...row.account, digest, lastAt } : empty.account,
    lots: new Map(lots),
    lotsUntil: queue.length < window.lots ? null : (queue.at(-1) ?? null),
    holds: new Map(row.holds.map((hold) => [hold.id, holdOf(hold)])),
    // If there are at least as many open holds as were asked for, some may not have been loaded: those lapse later.
    holdsUntil: row.openHolds < window.holds ? null : (open[window.holds - 1]?.lapsesAt ?? null),
    charges: new Map(row.charges.map((charge) => [charge.seq, chargeOf(charge)])),
    keys: new Map(
      row.keys.map(({ key, digest, ...answer }) => [key, { digest, answer: answerOf(answer) }]),
    ),
    thresholds: row.account
      ? new Map(row.thresholds.map((threshold) => [threshold.id, threshold]))
      : empty.thresholds,
    caps: new Map(row.caps.map((cap) => [capName(cap.scope, cap.target), cap])),
    uses: new Map(
      row.uses.map(({ scope, target, ...used }) => [
        capName(scope, target),
        useOf(used, at, row.timeZone),
      ]),
    ),
    timeZone: row.timeZone,
  };
}

const answerOf = ({ at, ...answer }: StoredAnswer): Accepted => ({
  ok: true,
  ...answer,
  available: credits(answer.current - answer.held),
  at: dateOf(at),
});

const holdOf = ({ actorType, actorId, lots, ...hold }: Row["holds"][number]): Hold => ({
  ...hold,
  lots: partsOf(lots),
  actor: actorOf(actorType, actorId),
});

const chargeOf = ({ actorType, actorId, lots, ...charge }: Row["charges"][number]): Charge => ({
  ...charge,
  lots: partsOf(lots),
  actor: actorOf(actorType, actorId),
});

/** Stored parts are signed: minus for what was taken. */
const partsOf = (parts: readonly LotPart[]): Allocation[] =>
  parts.map(([lotId, amount]) => ({ lotId, amount: credits(Math.abs(amount)) }));
