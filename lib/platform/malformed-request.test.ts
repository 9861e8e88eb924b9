import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { logRequests } from "@/lib/platform/request-log";

logRequests();
const server = createServer((request: IncomingMessage, response) => {
  request.resume();
  if (request.url === "/begun") response.write("So far");
  else response.end(`${request.method} ${request.url}`);
});
await once(server.listen(0, "127.0.0.1"), "listening");
const { port } = server.address() as AddressInfo;
afterAll(async () => {
  server.closeAllConnections();
  await once(server.close(), "close");
});

/** What comes back for these bytes, until the server ends the connection. */
async function answerTo(...requests: string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(requests.join(""));
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
const line = (first: string, more = "") =>
  `${first} HTTP/1.1\r\nhost: x\r\n${more}connection: close\r\n\r\n`;

// Node only tells of a server when it gets its first request.
await answerTo(line("GET /"));

test.each([
  ["GET /holds/%E0%A4%A", "GET /holds/%25E0%25A4%25A"],
  ["GET /holds/%C0%AE?q=%", "GET /holds/%25C0%25AE?q=%"],
  ["GET /holds/%zz", "GET /holds/%25zz"],
  ["GET /Caf%C3%A9?x=1?y", "GET /Caf%C3%A9?x=1?y"],
  ["POST /holds", "POST /holds"],
  ["GET http://evil.example/rates?x=http://y/", "GET /rates?x=http://y/"],
  ["GET HTTPS://evil.example:1/%", "GET /%25"],
  ["GET https://evil.example", "GET /"],
  ["GET http://[", "GET /"],
  ["GET http:///evil.example/x", "GET /x"],
  ["OPTIONS *", "OPTIONS /*"],
  ["GET /http://evil.example/", "GET /http://evil.example/"],
  ["TRACE /api/v1/charges", "GET /api/v1/unknown-method"],
  ["PROPFIND /api/v1/charges?x", "GET /api/v1/unknown-method"],
])("%s is handled as %s", async (sent, handled) => {
  const answer = await answerTo(line(sent));
  expect(answer.split("\r\n\r\n")[1]).toContain(handled);
});

test.each([
  ["headers beyond 16 KiB", line("GET /", `x: ${"y".repeat(20_000)}\r\n`), 431],
  ["a method that is none", line("FOO /"), 400],
  ["no HTTP at all", "\u0016\u0003\u0001 hello\r\n\r\n", 400],
])("%s are answered with a problem", async (_, bytes, status) => {
  const answer = await answerTo(bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer).toContain("content-type: application/problem+json");
  expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ status });
});

test("an answer that has begun gets no second one into it", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /begun HTTP/1.1\r\nhost: x\r\n\r\n");
  const [begun] = (await once(socket, "data")) as [Buffer];
  expect(begun.toString()).toMatch(/^HTTP\/1\.1 200 /);
  socket.write("FOO / HTTP/1.1\r\n\r\n");
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  expect(Buffer.concat(parts).toString()).not.toContain("HTTP/1.1");
});
