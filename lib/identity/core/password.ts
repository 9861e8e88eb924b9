/** The least length of a password, in characters. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

const LINK_PROVES_FOR_MS = 15 * 60_000;

/**
 * Whether somebody may set a new password without the present one: just after they signed in by a link, which shows
 * that the mailbox is theirs. So a password that was forgotten, or set by somebody else, can be replaced.
 */
export const replacesPassword = (
  session: { byLink: boolean; createdAt: Date } | null,
  now: Date,
): boolean =>
  session?.byLink === true && now.getTime() - session.createdAt.getTime() < LINK_PROVES_FOR_MS;
