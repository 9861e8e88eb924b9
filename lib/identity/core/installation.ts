/** What decides whether an account is an installation admin's. */
export type Account = { email: string; emailVerified: Date | null };

/**
 * Whether somebody is an installation admin: the settings name their address, and they proved that it is theirs.
 * Signing up with that address and a password proves nothing.
 */
export const isInstallationAdmin = (
  { email, emailVerified }: Account,
  named: readonly string[],
): boolean => emailVerified !== null && named.includes(email.toLowerCase());
