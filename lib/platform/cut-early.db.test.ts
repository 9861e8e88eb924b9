import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { env } from "@/lib/platform/env";

/** "ReadyForQuery", idle: the last that a server says before a connection is handed out. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** What PostgreSQL says to a connection that an administrator ends. */
function farewell(): Buffer {
  const fields = [
    "SFATAL",
    "VFATAL",
    "C57P01",
    "Mterminating connection due to administrator command",
  ];
  const body = Buffer.from(`${fields.map((field) => `${field}\0`).join("")}\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** A wire to the server on which the first connection is ended in the breath in which it is ready. */
async function wire(target: URL): Promise<URL> {
  let toCut = 1;
  const server = createServer((client) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const end of [client, onward]) end.on("error", () => {});
    client.pipe(onward);
    onward.on("data", (data) => {
      if (toCut > 0 && data.subarray(-READY.length).equals(READY)) {
        toCut -= 1;
        client.end(Buffer.concat([data, farewell()]));
        onward.destroy();
      } else client.write(data);
    });
    onward.on("end", () => client.end());
  }).unref();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(new URL(target), { hostname: "127.0.0.1", port: String(port) });
}

test("a connection that is cut as it comes fails the work in hand, and not the process", async () => {
  const ended: unknown[] = [];
  process.on("uncaughtException", (error) => ended.push(error));
  vi.stubEnv("DATABASE_URL", (await wire(new URL(env.DATABASE_URL))).href);
  vi.resetModules();
  const { db } = await import("@/lib/platform/db");

  const ask = () => db.$transaction((tx) => tx.$queryRaw`select 1 as one`);
  await expect(ask()).rejects.toThrow();
  expect(await ask()).toEqual([{ one: 1 }]);
  expect(ended).toEqual([]);
});
