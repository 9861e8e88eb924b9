import type pg from "pg";
import { dayAt } from "@/lib/credits/core/day";
import type { Outcome } from "@/lib/credits/core/decide";
import type { Entry, LotPart } from "@/lib/credits/core/entry";
import type { Hold } from "@/lib/credits/core/hold";
import { type Instant, isoOf } from "@/lib/credits/core/instant";
import type { Lot } from "@/lib/credits/core/lot";
import { type Notice, noticeTopic } from "@/lib/credits/core/notice";
import type { State } from "@/lib/credits/core/state";
import { UsageSums } from "@/lib/credits/core/usage";
import { inTime } from "@/lib/credits/mutations/door/clock-ahead";
import type { Loaded } from "@/lib/credits/mutations/door/load";
import { clock } from "@/lib/platform/clock";
import { statement } from "@/lib/platform/db";

const COMMIT = inTime(7, "ledger_commit($1, $2, $3, $4, $5, $6)", "written");

/**
 * Writes an outcome if the account is still where it was loaded. Otherwise returns false and writes nothing: another
 * server was faster, or this machine's clock is far ahead of the database's, which loading the state anew then reports.
 * One round trip and, outside a transaction, one commit.
 */
export async function commitOutcome(
  client: pg.Pool | pg.PoolClient,
  loaded: Loaded,
  outcome: Outcome,
): Promise<boolean> {
  const { workspaceId, kind, state } = loaded;
  const { rows } = await client.query<{ written: boolean | null }>({
    ...statement("ledger_commit", COMMIT),
    values: [
      workspaceId,
      kind,
      state.account.seq,
      entryRows(outcome),
      JSON.stringify(keyRows(state, outcome)),
      JSON.stringify(written(state, outcome)),
      clock.ofMachine(),
    ],
  });
  return rows[0]?.written === true;
}

/** The sealed texts are written as they are: nothing comes between a row and its digest. */
const entryRows = ({ entries, texts }: Outcome): string =>
  `[${entries.map(({ digest }, index) => `${texts[index]?.slice(0, -1)},"digest":"${digest}"}`).join(",")}]`;

const keyRows = (before: State, { state }: Outcome) =>
  [...state.keys]
    .filter(([key]) => !before.keys.has(key))
    .map(([key, { digest, answer }]) => {
      const { seq, amount, current, held, at } = answer;
      return { key, digest, seq, amount, current, held, at };
    });

function written(before: State, { state, entries, notices }: Outcome) {
  const { timeZone } = state;
  const lots = [...state.lots.values()].filter((lot) => before.lots.get(lot.id) !== lot);
  const holds = [...state.holds.values()].filter((hold) => before.holds.get(hold.id) !== hold);
  return {
    timeZone,
    account: { ...state.account, lastAt: isoOf(state.account.lastAt) },
    lots: {
      changed: lots.filter((lot) => before.lots.has(lot.id)),
      opened: lots.filter((lot) => !before.lots.has(lot.id)).map(lotRow),
    },
    // Left out, so that the database does not look at tables this commit does not touch.
    holds:
      holds.length === 0
        ? undefined
        : {
            changed: holds.filter((hold) => before.holds.has(hold.id)).map(holdRow),
            opened: holds.filter((hold) => !before.holds.has(hold.id)).map(holdRow),
          },
    usage: usageOf(state, entries, timeZone),
    ...limitsOf(before, state),
    ...(notices.length > 0 ? { notices: notices.map(noticeRow) } : {}),
  };
}

/** The caps and thresholds that changed; for a new account every threshold, as it has none stored. */
function limitsOf(before: State, after: State) {
  const isNew = before.account.seq === 0;
  const caps = [...after.caps].filter(([name, cap]) => before.caps.get(name) !== cap);
  const capsLifted = [...before.caps].filter(([name]) => !after.caps.has(name));
  const thresholds = [...after.thresholds].filter(
    ([id, threshold]) => isNew || before.thresholds.get(id) !== threshold,
  );
  const thresholdsDropped = [...before.thresholds.keys()].filter((id) => !after.thresholds.has(id));
  if (caps.length + capsLifted.length + thresholds.length + thresholdsDropped.length === 0) {
    return {};
  }
  const values = <Row>(rows: [string, Row][]) => rows.map(([, row]) => row);
  return {
    limits: {
      caps: values(caps),
      capsLifted: values(capsLifted),
      thresholds: values(thresholds),
      thresholdsDropped,
    },
  };
}

const noticeRow = ({ seq, at, ...payload }: Notice) => ({
  seq,
  topic: noticeTopic({ seq, at, ...payload } as Notice),
  payload,
  at: isoOf(at),
});

const lotRow = (lot: Lot) => ({
  ...lot,
  createdAt: isoOf(lot.createdAt),
  expiresAt: lot.expiresAt === null ? null : isoOf(lot.expiresAt),
});

const holdRow = (hold: Hold) => ({
  id: hold.id,
  amount: hold.amount,
  captured: hold.captured,
  released: hold.released,
  lots: hold.lots.map(({ lotId, amount }): LotPart => [lotId, amount]),
  state: hold.state,
  operation: hold.operation,
  subject: hold.subject,
  runId: hold.runId,
  actorType: hold.actor.type,
  actorId: "id" in hold.actor ? hold.actor.id : null,
  campaignId: hold.campaignId,
  freezes: hold.freezes,
  createdAt: isoOf(hold.createdAt),
  lapsesAt: isoOf(hold.lapsesAt),
});

/** What these entries add to the rollups, and what refunds give back to the days of their charges. */
function usageOf(state: State, entries: readonly Entry[], timeZone: string) {
  const dayOf = (at: Instant) => dayAt(at, timeZone);
  const added = sumsOf(entries, state, "charge", dayOf);
  const givenBack = sumsOf(entries, state, "refund", dayOf);
  if (added.length + givenBack.length === 0) return undefined;
  return { added, givenBack: givenBack.map((bucket) => ({ ...bucket, used: -bucket.used })) };
}

function sumsOf(
  entries: readonly Entry[],
  state: State,
  type: "charge" | "refund",
  dayOf: (at: Instant) => string,
) {
  const sums = new UsageSums(dayOf);
  for (const entry of entries) {
    if (entry.type === type) sums.add(entry, state.charges.get(entry.corrects ?? 0));
  }
  return sums.buckets;
}
