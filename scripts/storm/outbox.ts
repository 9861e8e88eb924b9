// Rows of the outbox, each with a single reason to go or to stay, and what clearing leaves of them.
import { asOwner, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";

const BOUND = new Date("2026-03-01T00:00:00Z");
const OLD = new Date(BOUND.getTime() - 1);
const YOUNG = new Date(BOUND.getTime() + 1);

/** By its name in notices and top-ups: "ai:1:threshold". */
type Row = { name: string; at: Date; stays: string | null };

const OURS: readonly Row[] = [
  { name: "ai:1:threshold", at: OLD, stays: null },
  { name: "ai:1:top_up", at: OLD, stays: null },
  { name: "ai:2:cap", at: OLD, stays: null },
  { name: "ai:2:top_up", at: OLD, stays: "it is not bought yet" },
  { name: "ai:3:cap", at: OLD, stays: "nobody was told" },
  { name: "ai:4:cap", at: BOUND, stays: "it is as old as the bound" },
  { name: "ai:5:threshold", at: OLD, stays: "it is the newest crossing" },
  { name: "ai:6:cap", at: YOUNG, stays: "it is young" },
  { name: "lead:9:threshold", at: OLD, stays: "it is the newest crossing of its kind" },
];

/** Rows of another workspace, whose names ours have taken, or which are newer than ours. */
const THEIRS: readonly Row[] = [
  { name: "ai:2:cap", at: OLD, stays: "it is another workspace's" },
  { name: "ai:10:threshold", at: OLD, stays: "it is another workspace's" },
];

const OUR_NOTICES = [
  ...OURS.map(({ name }) => name).filter((name) => name !== "ai:3:cap" && !name.endsWith("top_up")),
  // For another topic, and for the other kind.
  "ai:3:threshold",
  "lead:3:cap",
];

/** What is removed although it is needed, or kept although it was taken long ago. */
export async function outboxIn(): Promise<string[]> {
  const [ours, theirs] = [await newWorkspace(), await newWorkspace()];
  for (const row of OURS) await leave(ours, row);
  for (const row of THEIRS) await leave(theirs, row);
  for (const key of OUR_NOTICES) await tell(ours, key);
  await tell(theirs, "ai:3:cap");
  for (const crossing of ["ai:1", "lead:2"]) await buy(ours, crossing);
  await buy(theirs, "ai:2");

  const [cleared] = await asOwner<{ rows: string }>("select ledger_clear_outbox($1, $2) as rows", [
    ours,
    BOUND,
  ]);
  const gone = OURS.filter(({ stays }) => stays === null).length;
  return [
    ...(Number(cleared?.rows) === gone ? [] : [`${cleared?.rows} rows are said to be cleared`]),
    ...(await faultsOf(ours, OURS)),
    ...(await faultsOf(theirs, THEIRS)),
  ];
}

async function faultsOf(workspaceId: string, rows: readonly Row[]): Promise<string[]> {
  const left = await asOwner<{ name: string }>(
    "select kind || ':' || seq || ':' || topic as name from credit_outbox where workspace_id = $1",
    [workspaceId],
  );
  const names = new Set(left.map(({ name }) => name));
  return rows.flatMap(({ name, stays }) => {
    if (names.has(name) === (stays !== null)) return [];
    return stays
      ? [`${name} is cleared, though ${stays}`]
      : [`${name} is kept, though it was taken`];
  });
}

async function leave(workspaceId: string, { name, at }: Row): Promise<void> {
  await asOwner(
    `insert into credit_outbox (workspace_id, kind, seq, topic, payload, created_at)
     values ($1, $2::text::credit_kind, $3, $4, '{}', $5)`,
    [workspaceId, ...name.split(":"), at],
  );
}

async function tell(workspaceId: string, key: string): Promise<void> {
  const [kind, , topic] = key.split(":");
  await asOwner(
    `insert into notice (workspace_id, id, kind, key, topic, facts, at)
     values ($1, $2, $3::text::credit_kind, $4, $5, '{}', $6)`,
    [workspaceId, newId(), kind, key, topic, OLD],
  );
}

async function buy(workspaceId: string, crossing: string): Promise<void> {
  await asOwner(
    `insert into top_up (workspace_id, id, kind, crossing, state, created_at, updated_at)
     values ($1, $2, $3::text::credit_kind, $4, 'off', $5, $5)`,
    [workspaceId, newId(), crossing.split(":")[0], crossing, OLD],
  );
}
