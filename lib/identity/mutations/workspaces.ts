import {
  numberedSlug,
  type SlugProblem,
  slugFromName,
  slugProblem,
} from "@/lib/identity/core/slug";
import { isTimeZone } from "@/lib/identity/core/time-zone";
import { seat } from "@/lib/identity/mutations/members";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, type Tx } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { limit } from "@/lib/platform/rate-limit";

export type NewWorkspace = {
  name: string;
  /** Without one, an address is made from the name, with a number if it is taken. */
  slug?: string | undefined;
  /** IANA name; an unknown one becomes UTC. */
  timeZone: string;
  ownerId: string;
};

type TooOften = { ok: false; reason: "rate_limited"; retryAfterSeconds: number };
export type WorkspaceRefusal = SlugProblem | "slug_taken";
export type WorkspaceMade =
  | { ok: true; workspaceId: string; slug: string }
  | { ok: false; reason: WorkspaceRefusal };

/** Makes a workspace with its first owner. Refuses an address that is malformed, reserved or taken. */
export async function createWorkspace(workspace: NewWorkspace): Promise<WorkspaceMade> {
  const workspaceId = newId();
  return inWorkspace(workspaceId, (tx) => insertWorkspace(tx, workspaceId, workspace));
}

/** Like `createWorkspace`, for somebody who asks for another one: at most 20 a day. */
export async function createAnotherWorkspace(
  workspace: NewWorkspace,
): Promise<WorkspaceMade | TooOften> {
  const allowed = await limit("new-workspace", workspace.ownerId);
  return allowed.ok ? createWorkspace(workspace) : { ...allowed, reason: "rate_limited" };
}

/** Like `createWorkspace`, inside a transaction of the workspace to be. */
export async function insertWorkspace(
  tx: Tx,
  workspaceId: string,
  workspace: NewWorkspace,
): Promise<WorkspaceMade> {
  const problem = workspace.slug === undefined ? null : slugProblem(workspace.slug);
  if (problem) return { ok: false, reason: problem };
  const slug = await claimSlug(tx, workspaceId, workspace);
  if (!slug) return { ok: false, reason: "slug_taken" };

  await tx.workspace.create({
    data: {
      id: workspaceId,
      slug,
      name: workspace.name.trim(),
      timeZone: isTimeZone(workspace.timeZone) ? workspace.timeZone : "UTC",
      createdAt: clock.now(),
    },
  });
  await seat(tx, { workspaceId, userId: workspace.ownerId, role: "owner" });
  return { ok: true, workspaceId, slug };
}

/**
 * Changes a workspace's name and time zone. The previous zone is kept with the instant of the change, so that months
 * that are over stay as they were (docs/decisions/0029).
 */
export async function updateWorkspace(
  workspaceId: string,
  change: { name: string; timeZone: string },
): Promise<{ ok: true } | { ok: false; reason: "time_zone_unknown" }> {
  if (!isTimeZone(change.timeZone)) return { ok: false, reason: "time_zone_unknown" };
  await inWorkspace(workspaceId, async (tx) => {
    await keepTimeZone(tx, workspaceId, change.timeZone);
    await tx.workspace.updateMany({
      where: { id: workspaceId },
      data: { name: change.name.trim(), timeZone: change.timeZone },
    });
  });
  return { ok: true };
}

/**
 * If the zone changes, records until when the present one held. The clock is read under the row's lock, so that changes
 * follow one another. A zone that held for no time, or only on a clock that was set back, is not recorded.
 */
async function keepTimeZone(tx: Tx, workspaceId: string, next: string): Promise<void> {
  const [present] = await tx.$queryRaw<{ time_zone: string }[]>`
    select time_zone from workspace where id = ${workspaceId}::uuid for update`;
  if (!present || present.time_zone === next) return;
  await tx.$executeRaw`
    insert into workspace_time_zone (workspace_id, until, time_zone)
    select ${workspaceId}::uuid, greatest(${clock.now()}::timestamptz, max(until)), ${present.time_zone}
    from workspace_time_zone where workspace_id = ${workspaceId}::uuid
    on conflict do nothing`;
}

/**
 * Moves a workspace to another address, at most 20 times a day. The old one remains its own, so that links to it keep
 * working.
 */
export async function changeSlug(
  workspaceId: string,
  slug: string,
): Promise<{ ok: true; slug: string } | { ok: false; reason: WorkspaceRefusal } | TooOften> {
  const problem = slugProblem(slug);
  if (problem) return { ok: false, reason: problem };
  const allowed = await limit("new-address", workspaceId);
  if (!allowed.ok) return { ...allowed, reason: "rate_limited" };
  return inWorkspace(workspaceId, async (tx) => {
    if (!(await claim(tx, slug, workspaceId))) return { ok: false, reason: "slug_taken" };
    await tx.workspace.updateMany({ where: { id: workspaceId }, data: { slug } });
    return { ok: true, slug };
  });
}

async function claimSlug(tx: Tx, workspaceId: string, { name, slug }: NewWorkspace) {
  if (slug !== undefined) return (await claim(tx, slug, workspaceId)) ? slug : null;
  const made = slugFromName(name);
  for (let number = 1; number <= 50; number += 1) {
    const candidate = numberedSlug(made, number);
    if (await claim(tx, candidate, workspaceId)) return candidate;
  }
  const unlikely = `team-${workspaceId.slice(-12)}`;
  return (await claim(tx, unlikely, workspaceId)) ? unlikely : null;
}

// The primary key decides who was first. A slug that the workspace had before is already its own.
async function claim(tx: Tx, slug: string, workspace: string): Promise<boolean> {
  const { count } = await tx.workspaceSlug.createMany({
    data: [{ slug, workspace }],
    skipDuplicates: true,
  });
  if (count === 1) return true;
  return (await tx.workspaceSlug.findUnique({ where: { slug } }))?.workspace === workspace;
}
