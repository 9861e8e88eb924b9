import type { Account } from "@/lib/identity/core/installation";
import { db } from "@/lib/platform/db";

/** What is known of a person's address, or null if there is no such account. */
export const findAccount = (userId: string): Promise<Account | null> =>
  db.user.findUnique({ where: { id: userId }, select: { email: true, emailVerified: true } });
