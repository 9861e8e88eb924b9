/** What the environment sets up for signing in. */
export type SignInSetup = { embedded: boolean; smtp: boolean; github: boolean; google: boolean };

/**
 * Whether the demo cast may sign in by one click: only if everything runs on one machine and neither real mail nor a
 * provider is set up. The screen and the server both ask here.
 */
export const castIsOffered = ({ embedded, smtp, github, google }: SignInSetup): boolean =>
  embedded && !smtp && !github && !google;

export const CAST_DOMAIN = "@alderfinch.example";

/** Whether this address belongs to the demo cast. The domain is reserved, so nobody can have a mailbox there. */
export const isCastAddress = (email: string): boolean => email.toLowerCase().endsWith(CAST_DOMAIN);
