import { addMember, removeMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { workspaceIdOf } from "@/lib/identity/queries/memberships";
import { clock } from "@/lib/platform/clock";
import { db, inWorkspace } from "@/lib/platform/db";
import { ALDER_FINCH, addressOf, type CastMember, type CastName } from "../cast/alder-finch";
import { DAY } from "./book";

export type Cast = Record<CastName, string>;

/** Does `work` as if it were then. */
export async function at<T>(then: number, work: () => Promise<T>): Promise<T> {
  const now = clock.now;
  clock.now = () => new Date(then);
  try {
    return await work();
  } finally {
    clock.now = now;
  }
}

/** The ids of the cast; whoever is missing is made. */
export async function findCast(): Promise<Cast> {
  const ids: [string, string][] = [];
  for (const [key, { name }] of Object.entries(ALDER_FINCH)) ids.push([key, await person(name)]);
  return Object.fromEntries(ids) as Cast;
}

async function person(name: string): Promise<string> {
  const email = addressOf(name);
  const made = await createUser({ email, name, emailVerified: true });
  return made.ok ? made.userId : (await db.user.findUniqueOrThrow({ where: { email } })).id;
}

/**
 * A workspace that began `days` days before the seed ran; the first run's time is kept in the workspace itself,
 * so that a seed that was cut off tells the same story again.
 */
export async function workspaceFor(
  cast: Cast,
  about: { slug: string; name: string; timeZone: string; days: number; people: CastName[] },
): Promise<{ workspaceId: string; now: number }> {
  const before = about.days * DAY;
  const [owner, ...others] = about.people;
  if (!owner) throw new Error("A workspace needs an owner.");
  const known = await workspaceIdOf(about.slug);
  const born = Date.now() - before;
  const workspaceId = known ?? (await at(born, () => create(about, cast[owner])));
  const workspace = await inWorkspace(workspaceId, (tx) =>
    tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } }),
  );
  const start = workspace.createdAt.getTime();
  for (const [index, key] of others.entries()) {
    const { role }: CastMember = ALDER_FINCH[key];
    const joined = start + (index + 1) * 40 * 60_000;
    await at(joined, () => addMember({ workspaceId, userId: cast[key], role }));
  }
  return { workspaceId, now: start + before };
}

async function create(
  { slug, name, timeZone }: { slug: string; name: string; timeZone: string },
  ownerId: string,
): Promise<string> {
  const made = await createWorkspace({ slug, name, timeZone, ownerId });
  if (!made.ok) throw new Error(`The workspace ${slug} could not be made: ${made.reason}.`);
  return made.workspaceId;
}

/** Those of the cast who have left by now. */
export async function sayGoodbye(workspaceId: string, cast: Cast, now: number): Promise<void> {
  for (const [key, member] of Object.entries(ALDER_FINCH) as [CastName, CastMember][]) {
    if (!member.left) continue;
    await at(now - 20 * DAY, () => removeMember({ workspaceId, by: cast.ines, userId: cast[key] }));
  }
}
