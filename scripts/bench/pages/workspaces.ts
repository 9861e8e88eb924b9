import { signUp } from "@/lib/identity/mutations/users";
import { sessionCookie } from "@/lib/identity/providers/session-cookie";
import { findMember } from "@/lib/identity/queries/memberships";
import { loadWorkspaces } from "./load";

/** A workspace with this many entries, and the cookie of its owner. */
export type Sized = { size: number; slug: string; workspaceId: string; cookie: string };

/** One workspace of each size, each with its own owner, who is signed in. */
export async function makeSized(sizes: readonly number[]): Promise<Sized[]> {
  const workspaces: Sized[] = [];
  for (const size of sizes) workspaces.push(await makeOne(size));
  await loadWorkspaces(workspaces);
  return workspaces;
}

async function makeOne(size: number): Promise<Sized> {
  const made = await signUp(
    { email: `owner-of-${size}@example.com`, name: "Bench", emailVerified: true },
    { name: `Bench ${size}`, timeZone: "UTC" },
  );
  const member = made.ok ? await findMember(made.userId, made.slug) : null;
  if (!(made.ok && member)) throw new Error(`The workspace of ${size} entries could not be made.`);
  const { name, value } = await sessionCookie(made.userId);
  return { size, slug: made.slug, workspaceId: member.workspaceId, cookie: `${name}=${value}` };
}
