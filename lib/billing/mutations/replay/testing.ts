import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type Stripe from "stripe";
import { canonical } from "@/lib/credits/core/canonical";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";
import { randomFrom } from "@/prisma/seed/tools/random";

/** Every row that a workspace has in some tables, byte for byte. */
export async function rowsOf(workspaceId: string, tables: readonly string[]): Promise<string[]> {
  const rows = await Promise.all(
    tables.map((table) =>
      asOwner<{ row: object }>(
        `select to_jsonb(t) as row from ${table} t where workspace_id = $1 order by to_jsonb(t)::text`,
        [workspaceId],
      ),
    ),
  );
  return rows.flat().map(({ row }) => canonical(row));
}

/** The types of events that the product acts on, as its code names them. */
export const eventTypesHandled = (): string[] =>
  Array.from(
    readFileSync("lib/billing/mutations/events.ts", "utf8").matchAll(
      /(?:case|event\.type ===) "([\w.]+)"/g,
    ),
    ([, type]) => String(type),
  );

/** The same news under another number, as from a provider that lost count: it is acted on again, not only stored. */
const retold = (event: Stripe.Event): Stripe.Event => ({ ...event, id: `evt_${newId()}` });

/** Events that a provider also sends about the same refund or dispute, and the stand-in does not. */
const BESIDES: Record<string, string[]> = {
  "refund.created": ["refund.updated", "charge.refund.updated"],
  "charge.dispute.created": ["charge.dispute.updated", "charge.dispute.funds_withdrawn"],
  "charge.dispute.closed": ["charge.dispute.funds_reinstated"],
};

/** Adds one event of each such type. */
export function withUnsentTypes(events: readonly Stripe.Event[]): Stripe.Event[] {
  const besides = Object.entries(BESIDES).flatMap(([type, others]) => {
    const some = events.filter((event) => event.type === type);
    return others.map((other, index) => ({ ...some[index % some.length], type: other }));
  });
  return [...events, ...besides.map((event) => retold(event as Stripe.Event))];
}

/** Delivers each once more under another number, shuffled, many at once, to `process`. */
export async function deliverAnew(
  news: readonly Stripe.Event[],
  { seed, process: act }: { seed: number; process: (event: Stripe.Event) => Promise<void> },
): Promise<void> {
  const left = shuffled(news.map(retold), seed).values();
  const receive = async () => {
    for (const event of left) await act(event);
  };
  await Promise.all(Array.from({ length: 20 }, receive));
}

/** Delivers each event this many times, three of them under other numbers, shuffled, to two processes at once. */
export async function deliverStorm(
  news: readonly Stripe.Event[],
  { times, seed, now }: { times: number; seed: number; now: Date },
): Promise<void> {
  const each = news.flatMap((event) => [
    ...Array.from({ length: times - 3 }, () => event),
    ...Array.from({ length: 3 }, () => retold(event)),
  ]);
  const storm = shuffled(each, seed);
  if (storm.length !== news.length * times) throw new Error("Some were left out of the storm.");
  const half = Math.ceil(storm.length / 2);
  await Promise.all([
    deliverElsewhere(storm.slice(0, half), now),
    deliverElsewhere(storm.slice(half), now),
  ]);
}

function shuffled(events: readonly Stripe.Event[], seed: number): Stripe.Event[] {
  const random = randomFrom(seed);
  return events
    .map((event) => ({ event, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ event }) => event);
}

/** Another process of the product, with its own pools and its own queue before the ledger's door. */
async function deliverElsewhere(events: readonly Stripe.Event[], now: Date): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), "replay-")), "events.json");
  writeFileSync(file, JSON.stringify(events));
  const words = ["--import", "tsx", "scripts/testing/deliver-events.ts", file, now.toISOString()];
  await promisify(execFile)(process.execPath, words);
}
