/** How long a password is, in characters. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

const LINK_PROVES_FOR_MS = 15 * 60_000;

/**
 * Whether somebody may set another password without the one they have: just after they signed in by a link, which shows
 * that the mailbox is theirs. A password that was forgotten, or that somebody else set, is replaced so.
 */
export const replacesPassword = (
  session: { byLink: boolean; createdAt: Date } | null,
  now: Date,
): boolean =>
  session?.byLink === true && now.getTime() - session.createdAt.getTime() < LINK_PROVES_FOR_MS;
