// A server process of the product, made to be killed: takes commands over HTTP and returns the product's answer.
import { createServer, type IncomingMessage } from "node:http";
import { POST as webhook } from "@/app/api/webhooks/stripe/route";
// Everything that reads the outbox.
import "@/lib/billing/jobs";
import { startCheckout } from "@/lib/billing/mutations/checkout";
import { processEvent } from "@/lib/billing/mutations/events";
import { recoverAllRequests } from "@/lib/billing/mutations/refund-recovery";
import { refundPurchase } from "@/lib/billing/mutations/refund-requests";
import { tryTopUp } from "@/lib/billing/mutations/top-up/try";
import { paymentClient } from "@/lib/billing/providers/stripe";
import type { Command } from "@/lib/credits/core/command";
import { relayOutbox } from "@/lib/credits/jobs";
import { post } from "@/lib/credits/mutations/door";
import { writeExpiries } from "@/lib/credits/mutations/sweep";
import { runImport } from "@/lib/leads/jobs/importing";
import { startImport } from "@/lib/leads/mutations/start";
import { clock } from "@/lib/platform/clock";
import { revive } from "./dates";
import type { Errand } from "./errand";

/** How far the storm's clock is ahead. It only moves forward. */
let ahead = 0;
clock.now = () => new Date(Date.now() + ahead);

const TEN_MINUTES_MS = 600_000;

function stripe() {
  const client = paymentClient();
  if (!client) throw new Error("The storm brings its own payment server.");
  return client;
}

async function run(errand: Errand): Promise<unknown> {
  switch (errand.what) {
    case "post":
      return post(errand.workspaceId, errand.kind, errand.command as Command);
    case "checkout":
      return startCheckout(stripe(), { ...errand.request, now: new Date() });
    case "refund":
      return refundPurchase(stripe(), { ...errand.request, now: new Date() });
    case "recover-refunds":
      // Nobody asks for one meanwhile, so all of them are silent.
      return recoverAllRequests(stripe(), new Date(Date.now() + TEN_MINUTES_MS), new Date(0));
    case "event":
      return processEvent(stripe(), errand.id);
    case "top-up":
      return tryTopUp(stripe(), errand.workspaceId, errand.topUpId);
    case "start-import":
      return startImport({
        ...errand,
        list: { name: "People" },
        limit: null,
        wait: false,
        now: clock.now(),
      });
    case "import":
      return runImport(errand);
    case "relay":
      return relayOutbox(errand.workspaceId);
    case "sweep":
      return writeExpiries();
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
}

async function answer(request: IncomingMessage): Promise<{ status: number; text: string }> {
  const body = await bodyOf(request);
  if (request.url === "/webhook") {
    const headers = { "stripe-signature": String(request.headers["stripe-signature"]) };
    const told = await webhook(
      new Request("http://storm/", { method: "POST", headers, body: new Uint8Array(body) }),
    );
    return { status: told.status, text: await told.text() };
  }
  const { ahead: given, errand } = JSON.parse(body.toString("utf8"), revive);
  ahead = Math.max(ahead, given);
  return { status: 200, text: JSON.stringify({ answer: await run(errand) }) };
}

const server = createServer((request, response) => {
  answer(request).then(
    ({ status, text }) => response.writeHead(status).end(text),
    (error: Error) => response.writeHead(500).end(`${error.stack}`),
  );
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  process.send?.({ port }, () => {});
});
process.on("disconnect", () => process.exit(0));
