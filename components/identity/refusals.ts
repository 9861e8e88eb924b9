import { waitInWords } from "@/lib/identity/core/words";

const SENTENCES: Record<string, string> = {
  wrong: "Address and password do not match an account.",
  wrong_current: "This is not your current password.",
  link_too_old:
    "You signed in by a link more than 15 minutes ago. Sign in by another one, then set it.",
  email_taken: "An account with this address exists. Sign in instead.",
  link_spent: "This link was used before, or its 15 minutes are over.",
  not_offered: "One-click sign-in is not offered here.",
  last_owner: "A workspace keeps at least one owner. Make somebody else an owner first.",
  only_owners_make_owners: "Only owners can make owners.",
  only_owners_change_owners: "Only owners can change or remove an owner.",
  not_allowed: "Your role does not allow this. Nothing was changed.",
  forbidden: "Your role does not allow this. Nothing was changed.",
  not_a_member: "This person is no longer in the workspace.",
  not_found: "This workspace does not exist, or you are no longer in it.",
  unauthenticated: "You are signed out. Sign in again.",
  already_member: "This person is in the workspace already.",
  already_invited: "This address has an open invitation. Send it again below.",
  too_many_keys: "This workspace has 50 keys in use. Revoke one that nobody uses.",
  key_gone: "This key was revoked before.",
  gone: "This invitation was used or taken back.",
  slug_invalid: "Use 2 to 40 small letters, digits and single hyphens between them.",
  slug_reserved: "This address is kept for the product. Choose another one.",
  slug_taken: "This address belongs to another workspace. Choose another one.",
  time_zone_unknown: "Choose a time zone from the list.",
  unknown: "This invitation link is not valid. A newer one may have replaced it.",
  accepted: "This invitation was used before.",
  revoked: "This invitation was taken back.",
  expired: "This invitation has run out. Ask for a new one.",
  invalid: "Something in the form is not as expected. Nothing was changed.",
  offline: "The server did not answer. Nothing is known to have changed. Try again.",
};

export type Refusal = {
  ok: false;
  reason: string;
  retryAfterSeconds?: number | undefined;
};

/** The sentence for a refusal: what, and what to do instead. */
export function sentence({ reason, retryAfterSeconds }: Refusal): string {
  if (reason === "rate_limited") {
    return `Too many tries. Try again in ${waitInWords(retryAfterSeconds ?? 60)}.`;
  }
  return SENTENCES[reason] ?? "That did not work. Nothing was changed. Try again.";
}
