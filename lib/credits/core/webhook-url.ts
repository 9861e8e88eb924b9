const LONGEST = 2_000;

/** Why webhooks cannot go to an address, and what to enter instead. */
export const WEBHOOK_REFUSALS = {
  url_invalid: "Write a whole address that begins with https://.",
  url_scheme: "Webhooks go to addresses that begin with https:// or http://.",
  url_password:
    "Leave the name and password out of the address: the signature tells the receiver who posts.",
  url_too_long: "Write an address of at most 2,000 characters.",
  url_private:
    "This address is inside this server's own network, where nothing is sent. Write one that is reached from outside.",
} as const;

export type WebhookRefusal = keyof typeof WEBHOOK_REFUSALS;
export type WebhookAddress = { ok: true; url: string } | { ok: false; reason: WebhookRefusal };

/**
 * Parses the address of a webhook: http or https, without a user name or password. Private addresses are checked by the
 * sender, which knows what the installation allows.
 */
export function webhookAddress(text: string): WebhookAddress {
  if (!URL.canParse(text.trim())) return refused("url_invalid");
  const url = new URL(text.trim());
  if (url.protocol !== "https:" && url.protocol !== "http:") return refused("url_scheme");
  if (url.username !== "" || url.password !== "") return refused("url_password");
  url.hash = "";
  if (url.href.length > LONGEST) return refused("url_too_long");
  return { ok: true, url: url.href };
}

const refused = (reason: WebhookRefusal): WebhookAddress => ({ ok: false, reason });
