export type InvitationDates = {
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

export type InvitationState = "open" | "accepted" | "revoked" | "expired";

const INVITATION_DAYS = 7;

/** The state of an invitation. A used one stays used, whatever the date. */
export function invitationState(invitation: InvitationDates, now: Date): InvitationState {
  if (invitation.acceptedAt) return "accepted";
  if (invitation.revokedAt) return "revoked";
  return now < invitation.expiresAt ? "open" : "expired";
}

/** When an invitation sent `now` ends. */
export const invitationEnd = (now: Date): Date =>
  new Date(now.getTime() + INVITATION_DAYS * 24 * 60 * 60 * 1000);
