import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { addressesOf } from "./addresses";
import { sendWebhook } from "./webhook";

/** A name server: tells one address of names that begin with "quick", the kind that is asked for, and of others nothing. */
const server = createSocket("udp4");
let waiting = 0;
server.on("message", (resolver, { port, address }) => {
  if (!resolver.includes("quick")) {
    waiting += 1;
    return;
  }
  const four = resolver.readUInt16BE(resolver.indexOf(0, 12) + 1) === 1;
  const question = resolver.subarray(12, resolver.indexOf(0, 12) + 5);
  const head = Buffer.from([
    ...resolver.subarray(0, 2),
    0x81,
    0x80,
    0,
    1,
    0,
    four ? 1 : 0,
    0,
    0,
    0,
    0,
  ]);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 10, 1, 2, 3]);
  server.send(Buffer.concat([head, question, ...(four ? [record] : [])]), port, address);
});
server.bind(0, "127.0.0.1");
await once(server, "listening");
const folder = await mkdtemp(join(tmpdir(), "hosts-"));
const table = join(folder, "hosts");
await writeFile(
  table,
  "127.0.0.1 localhost\n203.0.113.9 Hooks.example.com hooks # ours\n2001:db8::9 hooks\n",
);
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const asked = { servers: [`127.0.0.1:${server.address().port}`], table };
const find = (name: string, signal: AbortSignal) => addressesOf(name, signal, asked);
const never = new AbortController().signal;

test("a name server that is slow for some hosts keeps no other waiting, and what is given up ends", async () => {
  const gone = new AbortController();
  const slow = Array.from({ length: 64 }, (_, at) => find(`slow${at}.example.com`, gone.signal));
  const ended = Promise.allSettled(slow);
  await expect.poll(() => waiting).toBeGreaterThanOrEqual(64);
  expect(await find("quick.example.com", never)).toEqual([{ address: "10.1.2.3", family: 4 }]);
  gone.abort();
  const codes = (await ended).map((one) => one.status === "rejected" && one.reason.code);
  expect(new Set(codes)).toEqual(new Set(["ECANCELLED"]));
});

test("the machine's own table comes first, whatever the case", async () => {
  expect(await find("hooks.EXAMPLE.com.", never)).toEqual([{ address: "203.0.113.9", family: 4 }]);
  expect(await find("hooks", never)).toEqual([
    { address: "203.0.113.9", family: 4 },
    { address: "2001:db8::9", family: 6 },
  ]);
});

test("a name that leads into the network is refused, whoever tells its address", async () => {
  const hook = { secret: "whsec_a", id: "1", payload: "{}", now: new Date() };
  const toName = { ...hook, url: "http://quick.example.com/" };
  expect(await sendWebhook(toName, 10_000, find)).toBe("refused_address");
  const inTable = join(folder, "inside");
  await writeFile(inTable, "10.0.0.7 inside.example.com\n");
  const findInside = (name: string, signal: AbortSignal) =>
    addressesOf(name, signal, { ...asked, table: inTable });
  const toInside = { ...hook, url: "http://inside.example.com/" };
  expect(await sendWebhook(toInside, 10_000, findInside)).toBe("refused_address");
});

test("a host whose name is told too late has timed out", async () => {
  const hook = { secret: "whsec_a", id: "1", payload: "{}", now: new Date() };
  const toSlow = { ...hook, url: "http://slow.example.com/" };
  expect(await sendWebhook(toSlow, 50, find)).toBe("timed_out");
});
