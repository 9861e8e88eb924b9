import "server-only";
import { requireMember } from "@/lib/identity/gates";
import { env } from "@/lib/platform/env";

/** Where a member of this workspace reports problems; null if the installation names no address. */
export async function loadSupport(slug: string): Promise<string | null> {
  await requireMember(slug);
  return env.SUPPORT_EMAIL ?? null;
}
