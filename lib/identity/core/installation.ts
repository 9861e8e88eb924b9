/** An account, as far as it matters for looking after the installation. */
export type Account = { email: string; emailVerified: Date | null };

/**
 * Whether somebody looks after the installation: their address is named in its settings, and they proved that it is
 * theirs. Whoever signs up with a named address and a password has proved nothing.
 */
export const looksAfterInstallation = (
  { email, emailVerified }: Account,
  named: readonly string[],
): boolean => emailVerified !== null && named.includes(email.toLowerCase());
