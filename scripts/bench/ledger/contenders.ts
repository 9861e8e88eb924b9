import { credits } from "@/lib/credits/core/amount";
import type { Command, Provenance } from "@/lib/credits/core/command";
import { post } from "@/lib/credits/mutations/door";
import { pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { idOf, spreadWorkspace } from "./workspaces";

/** Where work is done: in the workspace with this id, or in any of this many. */
export type Where = string | number;

/** One repetition of some work. */
type Work = (where: Where) => Promise<unknown>;

/** The operations that are charged, each capped in every workspace that is written to. */
export const OPERATIONS = [
  "content_generation",
  "dm_standard",
  "dm_premium",
  "single_post",
  "rss_item",
];
const MEMBERS = Array.from({ length: 20 }, (_, index) => idOf(`member ${index}`));
const CAMPAIGNS = Array.from({ length: 4 }, (_, index) => idOf(`campaign ${index}`));

const below = (end: number): number => Math.floor(Math.random() * end);
const any = (where: Where): string =>
  typeof where === "string" ? where : spreadWorkspace(below(where));

/** What an operation of the product says: who, what for, and how the amount was computed. */
function about(): Provenance {
  const member = below(MEMBERS.length);
  return {
    actor: { type: "member", id: MEMBERS[member] ?? "" },
    reason: "Measured",
    operation: OPERATIONS[below(OPERATIONS.length)] ?? "",
    subject: "Spring roast launch, 18 posts",
    ...(member % 5 === 0 ? {} : { campaignId: CAMPAIGNS[member % CAMPAIGNS.length] ?? "" }),
    quantity: 1,
    inputs: { words: 120, complexity: "standard" },
    rateCardVersion: "2026-11",
    quotedMax: credits(300),
  };
}

async function mustPost(workspaceId: string, command: Command): Promise<void> {
  const answer = await post(workspaceId, "ai", command);
  if (!answer.ok) throw new Error(`A ${command.type} was refused: ${answer.reason}`);
}

/** A charge through the product's door. */
const charge: Work = (where) =>
  mustPost(any(where), {
    type: "charge",
    key: newId(),
    amount: credits(1 + below(300)),
    ...about(),
  });

/** A hold and its capture: what every run of the product does. */
const holdAndCapture: Work = async (where) => {
  const workspaceId = any(where);
  const said = about();
  const [holdId, amount] = [newId(), credits(100)];
  const lapsesAt = new Date(Date.now() + 3_600_000);
  await mustPost(workspaceId, { type: "hold", key: newId(), holdId, amount, lapsesAt, ...said });
  const captured = credits(1 + below(100));
  const settled = { amount: captured, settle: true };
  await mustPost(workspaceId, { type: "capture", key: newId(), holdId, ...settled, ...said });
};

/** The cheapest write that is durable and refuses to overspend: no lots, no keys, no chain, no rollups. */
const limit: Work = (where) =>
  pool("ledger").query({
    name: "limit",
    text: `with spent as (
        update bench_balance set balance = balance - $2 where workspace_id = $1 and balance >= $2 returning balance)
      insert into bench_entry (workspace_id, amount, balance_after, key, at)
      select $1, $2, balance, $3, now() from spent`,
    values: [any(where), 1 + below(300), newId()],
  });

/** What the file given with --peer calls a transfer between two of its accounts. */
const peer: Work = (where) =>
  pool("ledger").query({
    name: "peer",
    text: `select peer_transfer(paying.id, taking.id, $3)
      from bench_peer paying, bench_peer taking where paying.name = $1 and taking.name = $2`,
    values: [
      any(where),
      typeof where === "string" ? "sales" : `sales ${below(where)}`,
      1 + below(300),
    ],
  });

export const CONTENDERS = { limit, charge, holdAndCapture, peer };
export type Contender = keyof typeof CONTENDERS;
