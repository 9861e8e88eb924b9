import { once } from "node:events";
import { createServer as createWebServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { sendWebhook } from "./webhook";

vi.hoisted(() => vi.stubEnv("WEBHOOKS_TO_PRIVATE", "1"));

/** What no receiver may do to us: every answer comes to an end, and leaves no connection behind. */

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => once(server.close(), "close")));
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

/** A receiver that says these bytes once it heard something, and nothing after them. */
const answerWith = (bytes: string) =>
  listening(createServer((socket) => socket.once("data", () => socket.write(bytes))));
const answering = (answer: RequestListener) => listening(createWebServer(answer));

const sent = (url: string, within?: number) =>
  sendWebhook({ url, secret: "whsec_a", id: "1", payload: "{}", now: new Date() }, within);

const allClosed = () => expect.poll(() => sockets.size).toBe(0);

test("a taken webhook is taken with its status: a body without end is not listened to", async () => {
  let written = 0;
  const url = await answering((_, response) => {
    const block = Buffer.alloc(64 * 1024);
    const more = () => {
      while (!response.destroyed && response.write(block)) written += block.length;
    };
    response.writeHead(200).on("drain", more);
    more();
  });
  expect(await sent(url, 600_000)).toBeNull();
  await allClosed();
  expect(written).toBeLessThan(32 * 1024 * 1024);
});

test("a body that trickles keeps nobody waiting", async () => {
  const url = await answerWith("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nx");
  expect(await sent(url, 600_000)).toBeNull();
  await allClosed();
});

test("headers that trickle are no answer: the time is that of all of it", async () => {
  const server = createServer((socket) => {
    const drip = setInterval(() => socket.write("x-more: and more\r\n"), 20);
    socket.once("data", () => socket.write("HTTP/1.1 200 OK\r\n"));
    socket.on("close", () => clearInterval(drip));
  });
  expect(await sent(await listening(server), 300)).toBe("timed_out");
  await allClosed();
});

test("a receiver that says nothing has timed out", async () => {
  expect(await sent(await answerWith(""), 200)).toBe("timed_out");
  await allClosed();
});

test.each([
  [
    "switches protocols",
    "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n",
    "status_101",
  ],
  ["speaks another protocol", "220 mail.example.com ESMTP\r\n", "unreachable"],
  ["sends headers without end", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}`, "unreachable"],
  [
    "redirects into the network",
    "HTTP/1.1 307 Go\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
    "status_307",
  ],
  ["refuses", "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n", "status_500"],
])("a receiver that %s has not taken it", async (_, bytes, failure) => {
  expect(await sent(await answerWith(bytes))).toBe(failure);
  await allClosed();
});

test("a receiver that hangs up has not taken it", async () => {
  const url = await listening(
    createServer((socket) => socket.once("data", () => socket.destroy())),
  );
  expect(await sent(url)).toBe("unreachable");
});
