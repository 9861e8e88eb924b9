// The embedded stand-in for Stripe: speaks its protocol on 127.0.0.1, so that the product runs the same code with and
// without keys. No card, no money. Its state survives a restart in `dataDir`.
import { createServer } from "node:http";
import { Api, asAnswer, authorized } from "./api.mjs";
import { makeControl } from "./control.mjs";
import { Events } from "./events.mjs";
import { OffSession } from "./off-session.mjs";
import { makePages } from "./pages.mjs";
import { Payments } from "./payments.mjs";
import { Setups } from "./setups.mjs";
import { newObjectId, openStore } from "./store.mjs";

const MOST_BYTES = 256 * 1024;

/**
 * Starts the payment server and returns { url, port, stop }. `port` 0 takes a free one. Events go to `webhookUrl`,
 * signed with `webhookSecret`; requests must bring `secretKey`.
 */
export async function startLocalStripe({ port, webhookUrl, webhookSecret, secretKey, dataDir }) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const base = `http://127.0.0.1:${server.address().port}`;

  const store = openStore(dataDir);
  const events = new Events({ store, webhookUrl, webhookSecret });
  const payments = new Payments({ store, events, base });
  const setups = new Setups({ store, events });
  const offSession = new OffSession({ store, events, base });
  const parts = {
    api: new Api({ store, payments, offSession, secretKey, base }),
    control: makeControl({ store, events, payments, setups, offSession }),
    pages: makePages({ store, payments, setups, base }),
    secretKey,
    base,
  };
  server.on("request", (request, response) => void handle(parts, request, response));
  const clock = setInterval(() => payments.tick(), 1_000);
  clock.unref();

  return {
    url: base,
    port: server.address().port,
    async stop() {
      clearInterval(clock);
      events.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(parts, request, response) {
  try {
    const url = new URL(request.url, parts.base);
    // Under another name for this address, a page of another site could reach it through the browser.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
      return void response.writeHead(421).end();
    }
    const body = await read(request);
    const asked = {
      method: request.method,
      path: url.pathname,
      query: url.search.slice(1),
      body,
      headers: request.headers,
    };
    if (url.pathname.startsWith("/v1/")) {
      return json(response, await parts.api.answer(asked).catch(asAnswer));
    }
    if (url.pathname === "/_control" && request.method === "POST") {
      if (!authorized(request.headers.authorization, parts.secretKey)) {
        return void response.writeHead(401).end();
      }
      return json(response, await parts.control(body).catch(asAnswer));
    }
    const page = await parts.pages(asked);
    response.writeHead(page.status, page.headers).end(page.body);
  } catch (error) {
    if (error?.code === "TOO_LARGE") return void response.writeHead(413).end();
    json(response, {
      status: 500,
      body: { error: { type: "api_error", message: "The payment server failed." } },
    });
    console.error("payments:", error);
  }
}

function json(response, { status, body, replayed }) {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "request-id": newObjectId("req", 14),
    ...(replayed ? { "idempotent-replayed": "true" } : {}),
  });
  response.end(JSON.stringify(body));
}

async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES)
      throw Object.assign(new Error("Request too large."), { code: "TOO_LARGE" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
