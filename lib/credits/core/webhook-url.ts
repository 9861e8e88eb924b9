const LONGEST = 2_000;

/**
 * An address that webhooks may go to, as it is written down: http or https, a host, nothing secret before it. Null
 * otherwise. Whether it is a private one is seen when the connection is made.
 */
export function acceptedWebhookUrl(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  if (url.href.length > LONGEST) return null;
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  if (url.username !== "" || url.password !== "") return null;
  url.hash = "";
  return url.href;
}
