import { isolated } from "./isolated";
import type { Role } from "./permissions";
import { invitedAs } from "./words";

export type MailText = { subject: string; text: string; html: string };

type Part = string | { link: string; label: string };

/** The mail with a link that signs in once. */
export const signInLinkMail = (url: string): MailText =>
  compose("Your sign-in link for Wellspent", [
    "Open this link to sign in to Wellspent:",
    { link: url, label: "Sign in to Wellspent" },
    "It works once, for 15 minutes. Without you opening it, nobody is signed in.",
  ]);

/** The answer to a sign-in link asked for an address without an account. Only the mailbox's owner learns it. */
export const noAccountMail = (url: string): MailText =>
  compose("There is no Wellspent account with this address", [
    "A sign-in link was asked for this address, and no account uses it.",
    { link: url, label: "Create an account" },
    "If it was not you who asked, there is nothing to do.",
  ]);

/** The mail with an invitation link. */
export const invitationMail = (invitation: {
  url: string;
  workspace: string;
  invitedBy: string;
  role: Role;
}): MailText => {
  const [invitedBy, workspace] = [isolated(invitation.invitedBy), isolated(invitation.workspace)];
  return compose(`${invitedBy} invites you to ${workspace} on Wellspent`, [
    `${invitedBy} invites you to join ${workspace} ${invitedAs(invitation.role)}.`,
    { link: invitation.url, label: `Join ${workspace}` },
    "The link works once, for 7 days, and for this address only.",
  ]);
};

function compose(subject: string, parts: readonly Part[]): MailText {
  const text = parts.map((part) => (typeof part === "string" ? part : part.link)).join("\n\n");
  const html = parts
    .map((part) =>
      typeof part === "string"
        ? `<p>${escaped(part)}</p>`
        : `<p><a href="${escaped(part.link)}">${escaped(part.label)}</a></p>`,
    )
    .join("\n");
  return { subject: oneLine(subject), text: `${text}\n`, html };
}

const oneLine = (value: string): string => value.replace(/[\r\n]+/g, " ");

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (value: string): string =>
  value.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
