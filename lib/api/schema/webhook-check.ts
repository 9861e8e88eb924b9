/** How a receiver checks an alert's signature, to be pasted: as docs/webhooks.md has it, and as a test runs it. */
export const WEBHOOK_CHECK = `import { createHmac, timingSafeEqual } from "node:crypto";

export function isFromWellspent(body, header, secret, now = Date.now()) {
  const [, at, sent] = /^t=(\\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (!at || Math.abs(now / 1000 - Number(at)) > 300) return false;
  const right = createHmac("sha256", secret).update(\`\${at}.\${body}\`).digest();
  return timingSafeEqual(right, Buffer.from(sent, "hex"));
}
`;
