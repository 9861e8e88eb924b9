import type { AlertFacts } from "./alert";
import { isApiKey } from "./cap";

/** Who gets a workspace's notices, and how. People are user ids. */
export type Audience = {
  /** Everybody who is in the workspace. */
  members: readonly string[];
  /** Those of them who get every notice. */
  recipients: readonly string[];
  inApp: boolean;
  email: boolean;
  webhookUrl: string | null;
};

/** One member in the product or by mail, or the webhook. */
export type Destination = { channel: "app" | "email" | "webhook"; target: string };

/**
 * Every destination of a notice. In the product, the member it is about gets it too: the one who is limited, or who bought.
 * A purchase has its receipt by mail, so its notice is given in the product alone; one by auto top-up goes everywhere.
 */
export function destinationsOf(facts: AlertFacts, audience: Audience): Destination[] {
  const { members, recipients, inApp, email, webhookUrl } = audience;
  const concerned = concernedBy(facts);
  const readers = members.filter((one) => recipients.includes(one) || one === concerned);
  const app = inApp ? readers.map((target): Destination => ({ channel: "app", target })) : [];
  if (facts.about === "purchase" && !facts.auto) return app;
  return [
    ...app,
    ...(email ? recipients.map((target): Destination => ({ channel: "email", target })) : []),
    ...(webhookUrl ? [{ channel: "webhook", target: webhookUrl } as const] : []),
  ];
}

/** The member a notice is about, or null. */
export function concernedBy(facts: AlertFacts): string | null {
  if (facts.about === "purchase") return facts.buyerId;
  const ofMember = facts.about === "cap" && facts.cap.scope === "member" && !isApiKey(facts.cap);
  return ofMember ? facts.cap.target : null;
}
