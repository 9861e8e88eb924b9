import { isPlain, isVisible, NAME_MAX, nameOfProvider } from "@/lib/identity/core/name";
import type { SignedIn } from "@/lib/identity/mutations/sign-in";
import { createUser, normalEmail, renameUser } from "@/lib/identity/mutations/users";
import { db } from "@/lib/platform/db";

export type ProviderPerson = {
  provider: string;
  providerAccountId: string;
  type: string;
  email: string | null;
  /** Whether the provider itself checked the address. */
  emailVerified: boolean;
  name: string | null;
};

/**
 * Signs in somebody for whom GitHub or Google vouches; the first time, makes their account. An existing account with
 * that address is joined to it only if both sides have proved the address.
 */
export async function signInWithProvider(
  person: ProviderPerson,
): Promise<SignedIn | { ok: false; reason: "no_email" | "email_taken" }> {
  const { provider, providerAccountId, type } = person;
  const known = await findProviderUser(provider, providerAccountId);
  if (known) {
    await keepNameToRule(known);
    return { ok: true, userId: known };
  }
  if (!person.email) return { ok: false, reason: "no_email" };

  const userId = await userFor({ ...person, email: normalEmail(person.email) });
  if (!userId) return { ok: false, reason: "email_taken" };
  await db.oauthAccount.createMany({
    data: [{ userId, provider, providerAccountId, type }],
    skipDuplicates: true,
  });
  return { ok: true, userId };
}

/** The person behind an account at a provider, or null. */
export async function findProviderUser(
  provider: string,
  providerAccountId: string,
): Promise<string | null> {
  const account = await db.oauthAccount.findUnique({
    where: { provider_providerAccountId: { provider, providerAccountId } },
  });
  return account?.userId ?? null;
}

/** Their name may have been stored before there was a rule for what a provider tells. */
async function keepNameToRule(userId: string): Promise<void> {
  const { name: stored, email } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const isToRule = isPlain(stored) && isVisible(stored) && stored.length <= NAME_MAX;
  if (!isToRule) await renameUser(userId, nameOfProvider(stored, email));
}

async function userFor(person: ProviderPerson & { email: string }): Promise<string | null> {
  const { email, emailVerified } = person;
  const made = await createUser({ email, name: nameOfProvider(person.name, email), emailVerified });
  if (made.ok) return made.userId;
  const existing = await db.user.findUnique({ where: { email } });
  return emailVerified && existing?.emailVerified ? existing.id : null;
}
