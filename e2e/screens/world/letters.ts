import { invite } from "@/lib/identity/mutations/invitations";
import { requestSignInLink } from "@/lib/identity/mutations/sign-in-link";
import { outboxMails } from "@/lib/platform/mail";
import type { Cast } from "@/prisma/seed/tools/workspace";
import { memberOf } from "./alder-finch";
import type { World } from "./types";

/** An invitation and a sign-in link, as they were mailed: their secrets are in the mails and nowhere else. */
export async function openLetters(cast: Cast): Promise<Pick<World, "invitation" | "signInLink">> {
  const ines = await memberOf(cast.ines, "alder-finch");
  for (const [email, role] of [
    ["rui@alderfinch.example", "member"],
    ["books@alderfinch.example", "billing"],
  ] as const) {
    const invited = await invite(ines, { email, role });
    if (!invited.ok) throw new Error(invited.reason);
  }
  await requestSignInLink({ email: "tomasz@alderfinch.example", ip: "127.0.0.1" });
  const texts = (await outboxMails()).map(({ text }) => text);
  return {
    invitation: secretIn(texts, /\/invitations\/([\w-]+)/),
    signInLink: secretIn(texts, /\/sign-in\/link\?token=([\w-]+)/),
  };
}

/** What a link of that form has for its secret, in the first of these mails that has one. */
export function secretIn(texts: readonly string[], link: RegExp): string {
  for (const text of texts) {
    const secret = link.exec(text)?.[1];
    if (secret) return secret;
  }
  throw new Error(`No mail has a link like ${link}.`);
}
