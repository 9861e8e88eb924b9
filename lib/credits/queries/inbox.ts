import {
  type AlertFacts,
  alertBody,
  alertPath,
  alertTitle,
  alertTone,
} from "@/lib/credits/core/alert";
import type { Kind } from "@/lib/credits/core/amount";
import { concernedBy } from "@/lib/credits/core/audience";
import { capNames } from "@/lib/credits/queries/cap-names";
import { NOTICE_MARK } from "@/lib/credits/queries/changes";
import type { Inbox, InboxCount, ShownNotice } from "@/lib/credits/types";
import type { Permission } from "@/lib/identity/core/permissions";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/generated/prisma/client";

export type Reader = {
  workspaceId: string;
  workspaceSlug: string;
  timeZone: string;
  userId: string;
  can: (permission: Permission) => boolean;
};

/** The most that is listed. Older notices still count as unread. */
const MOST_LISTED = 50;

type Row = {
  id: string;
  kind: Kind;
  facts: AlertFacts;
  at: Date;
  readAt: Date | null;
  seq: bigint | null;
};

/** One member's notices in the product, the newest first, and how many are unread. */
export async function inboxOf(reader: Reader): Promise<Inbox> {
  const { count, rows } = await inWorkspace(
    reader.workspaceId,
    async (tx) => ({ count: await countIn(tx, reader), rows: await rowsIn(tx, reader) }),
    { snapshot: true },
  );
  return { ...count, notices: await shown(reader, rows) };
}

/**
 * How much one member has not read: what the bell shows before anybody opens it. At the instant of its mark: a page asks
 * again only when the stream tells another one.
 */
export const inboxCountOf = (reader: Pick<Reader, "workspaceId" | "userId">): Promise<InboxCount> =>
  inWorkspace(reader.workspaceId, (tx) => countIn(tx, reader), { snapshot: true });

async function countIn(
  tx: Tx,
  { workspaceId, userId }: Pick<Reader, "workspaceId" | "userId">,
): Promise<InboxCount> {
  const unread = await tx.noticeDelivery.count({
    where: { workspaceId, target: userId, channel: "app", readAt: null },
  });
  return { unread, ...(await marksIn(tx, workspaceId)) };
}

/** A mark that differs whenever a notice was written or read in the workspace. */
export const noticeMark = (workspaceId: string): Promise<string> =>
  inWorkspace(workspaceId, async (tx) => (await marksIn(tx, workspaceId)).mark);

/** `newest`: the id of the latest notice. */
async function marksIn(tx: Tx, workspaceId: string): Promise<{ mark: string; newest: string }> {
  const [found] = await tx.$queryRaw<{ newest: string | null; mark: string }[]>`
    select (select max(id::text) from notice where workspace_id = asked.id) as newest,
      (${Prisma.raw(NOTICE_MARK)}) as mark
    from (select ${workspaceId}::uuid as id) asked`;
  return { newest: found?.newest ?? "", mark: found?.mark ?? "" };
}

/** Each with its row of the ledger, if the history shows one. */
const rowsIn = (tx: Tx, { workspaceId, userId }: Reader) => tx.$queryRaw<Row[]>`
  select n.id, n.kind, n.facts, n.at, d.read_at as "readAt", e.seq
  from notice n
  join notice_delivery d on d.workspace_id = n.workspace_id and d.notice_id = n.id
    and d.channel = 'app' and d.target = ${userId}
  left join credit_entry e on e.workspace_id = n.workspace_id and e.kind = n.kind and e.seq = n.seq
    and e.type not in ('hold', 'release', 'limit')
  where n.workspace_id = ${workspaceId}::uuid
  order by n.at desc, n.id desc
  limit ${MOST_LISTED}`;

async function shown(reader: Reader, rows: readonly Row[]): Promise<ShownNotice[]> {
  const caps = rows.flatMap(({ facts }) => (facts.about === "cap" ? [facts.cap] : []));
  const names = await capNames(reader.workspaceId, caps, clock.now());
  const may = { canManage: reader.can("workspace:manage"), canBuy: reader.can("credits:buy") };
  return rows.map(({ id, kind, facts, at, readAt, seq }) => {
    const name = facts.about === "cap" ? (names[caps.indexOf(facts.cap)]?.name ?? null) : null;
    const whose = concernedBy(facts) === reader.userId ? "You" : name;
    const path = alertPath(facts, kind, seq === null ? null : Number(seq), may);
    return {
      id,
      kind,
      tone: alertTone(facts),
      title: alertTitle(facts, kind, whose),
      body: alertBody(facts, kind, reader.timeZone),
      at: at.toISOString(),
      href: `/${reader.workspaceSlug}${path}`,
      read: readAt !== null,
    };
  });
}
