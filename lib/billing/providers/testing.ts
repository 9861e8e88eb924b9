import { mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalStripe } from "@/scripts/payments/local-stripe.mjs";

export const SECRET_KEY = "sk_test_embedded";
export const WEBHOOK_SECRET = "whsec_embedded";

type Delivery = { body: Buffer; signature: string | null };

/**
 * A payment server of a test file's own, on a free port, and a webhook that passes what arrives to `receive` and
 * replies with the status that returns.
 */
export async function startTestPayments(dataDir = mkdtempSync(join(tmpdir(), "payments-"))) {
  let receive: (delivery: Delivery) => Promise<number> = async () => 200;
  const webhook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const signature = request.headers["stripe-signature"];
      const delivery = { body: Buffer.concat(chunks), signature: String(signature ?? "") || null };
      receive(delivery).then(
        (status) => response.writeHead(status).end(),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => webhook.listen(0, "127.0.0.1", resolve));
  const address = webhook.address();
  const webhookPort = typeof address === "object" ? address?.port : undefined;
  const payments = await startLocalStripe({
    port: 0,
    webhookUrl: `http://127.0.0.1:${webhookPort}/`,
    webhookSecret: WEBHOOK_SECRET,
    secretKey: SECRET_KEY,
    dataDir,
  });
  return {
    url: payments.url as string,
    dataDir,
    onDelivery: (handler: typeof receive) => {
      receive = handler;
    },
    control: (command: string, options: object = {}) => control(payments.url, command, options),
    async stop() {
      await payments.stop();
      await new Promise((resolve) => webhook.close(resolve));
    },
  };
}

/** Tells the payment server at this address what happens next: see scripts/payments/control.mjs. */
export async function control(url: string, command: string, options: object) {
  const answer = await fetch(`${url}/_control`, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET_KEY}` },
    body: JSON.stringify({ do: command, ...options }),
  });
  if (!answer.ok) throw new Error(`${command}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { result: number | null }).result;
}
