// Compares what people must have been told by now with what they were told, where, and what is still to be sent to
// whom.
import type { Kind } from "@/lib/credits/core/amount";
import { canonical } from "@/lib/credits/core/canonical";
import type { Entry } from "@/lib/credits/core/entry";
import { noticesFrom } from "@/lib/credits/core/history/notices/testing";
import { gist, type ModelNotice } from "@/lib/credits/core/model/limits/testing";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { DELIVER_JOB } from "@/lib/credits/mutations/notices";
import type { Home } from "./home";
import { type Around, persist } from "./scene";
import type { Servers } from "./servers";

/** For one account: all its entries, and the keys of what else must have been told, or may have been. */
type Account = {
  kind: Kind;
  entries: readonly Entry[];
  must?: readonly string[];
  may?: readonly string[];
};

type Notice = { id: string; key: string; facts: { about: string; purchaseId?: string } };

/** Two workers at once take what the commits of a workspace left in its outbox, as the product's job does. */
export const relayTwice = (servers: Servers, { workspaceId }: Home): Promise<unknown> =>
  Promise.all([1, 2].map(() => servers.ask({ what: "relay", workspaceId })));

/**
 * Works off the outbox, and names: every crossing and share of a cap in the entries that has no notice, two, or a
 * different one; every notice that nothing explains; what was left in the outbox; and every place that was not handled
 * exactly once.
 */
export async function noticeFaults(
  around: Around,
  home: Home,
  { kind, entries, must = [], may = [] }: Account,
): Promise<string[]> {
  const { workspaceId } = home;
  await around.servers.ask({ what: "relay", workspaceId });
  const stored = <Row extends object>(columns: string) =>
    persist(() =>
      asOwner<Row & object>(`select ${columns} where workspace_id = $1`, [workspaceId]),
    );

  const expected = noticesFrom(entries).map(({ seq, notice }) => ({
    row: `${kind}:${seq}`,
    notice,
  }));
  const all = new Map(expected.map(({ row, notice }) => [`${row}:${topicOf(notice)}`, notice]));
  const toTell = new Map([...all].filter(([, notice]) => !("topUp" in notice)));
  const [notices, outbox, topUps] = await Promise.all([
    stored<Notice>("id, key, facts from notice"),
    stored<{ key: string }>("kind || ':' || seq || ':' || topic as key from credit_outbox"),
    stored<{ key: string; id: string }>("crossing as key, id from top_up"),
  ]);
  const bought = expected.filter(({ notice }) => "topUp" in notice).map(({ row }) => row);
  around.told.set(`${workspaceId} ${kind}`, notices.length);
  const needed = new Set([...toTell.keys(), ...must]);
  const tolerated = new Set(may.filter((key) => !needed.has(key)));
  const explained = keyed(notices).filter((key) => !tolerated.has(key));
  return [
    ...differences("notices", explained, [...needed]),
    ...differences("rows of the outbox", keyed(outbox), [...all.keys()]),
    ...differences("crossings taken to be bought at", keyed(topUps), bought),
    ...notices.flatMap((notice) => contentFaults(notice, toTell.get(notice.key))),
    ...(await placeFaults(home, notices, new Set(topUps.map(({ id }) => id)))),
  ];
}

const keyed = (rows: readonly { key: string }[]): string[] => rows.map(({ key }) => key);

const topicOf = (notice: ModelNotice): string => {
  if ("cap" in notice) return `cap ${notice.cap} ${notice.share}`;
  return "topUp" in notice ? "top_up" : "threshold";
};

function contentFaults({ key, facts }: Notice, expected: ModelNotice | undefined): string[] {
  const given = expected && canonical(gist(facts as Parameters<typeof gist>[0]));
  return given === undefined || given === canonical(expected)
    ? []
    : [`notice "${key}" says ${given}, the entries ${canonical(expected)}`];
}

/** Each place of a notice occurs once, and has one job unless it is in the product. */
async function placeFaults(
  home: Home,
  notices: readonly Notice[],
  topUps: ReadonlySet<string>,
): Promise<string[]> {
  const { workspaceId } = home;
  type Row = { id: string; place: string };
  const read = (text: string, values: unknown[]) => persist(() => asOwner<Row>(text, values));
  const rows = await Promise.all([
    read(
      `select notice_id as id, channel || ' ' || target as place from notice_delivery
       where workspace_id = $1`,
      [workspaceId],
    ),
    read(
      `select job->>'noticeId' as id, (job->>'channel') || ' ' || (job->>'target') as place
       from (select data->'data' as job from pgboss.job where name = $2) as one
       where job->>'workspaceId' = $1`,
      [workspaceId, DELIVER_JOB],
    ),
  ]);
  const [places, sent] = rows.map((some) => Map.groupBy(some, ({ id }) => id));
  const of = (found: Map<string, Row[]> | undefined, id: string) =>
    (found?.get(id) ?? []).map(({ place }) => place);
  return notices.flatMap(({ id, key, facts }) => {
    const byHand = facts.about === "purchase" && !topUps.has(facts.purchaseId ?? "");
    const wanted = placesFor(home, byHand);
    const outside = wanted.filter((place) => !place.startsWith("app"));
    return [
      ...differences(`places of "${key}"`, of(places, id), wanted),
      ...differences(`jobs of "${key}"`, of(sent, id), outside),
    ];
  });
}

/** A purchase already has its receipt by mail; one by auto top-up is told everywhere. */
function placesFor({ told, hook }: Home, boughtByHand: boolean): string[] {
  const app = told.map((id) => `app ${id}`);
  if (boughtByHand) return app;
  return [...app, ...told.map((id) => `email ${id}`), `webhook ${hook}`];
}

/** What is missing, and what is there once too often. */
function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const balance = new Map<string, number>();
  for (const one of found) balance.set(one, (balance.get(one) ?? 0) + 1);
  for (const one of wanted) balance.set(one, (balance.get(one) ?? 0) - 1);
  return [...balance]
    .filter(([, surplus]) => surplus !== 0)
    .map(([one, surplus]) => `${what}: "${one}" is ${surplus > 0 ? "one too many" : "missing"}`);
}
