import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createDoor } from "@/lib/credits/mutations/door";
import {
  anotherDoor,
  charge,
  grant,
  mustVerify,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { pool } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";

/** Wires to the database that fall silent: nobody says that they are cut, as where a machine or a network is gone. */
async function wires() {
  const target = new URL(env.DATABASE_URL);
  const present = new Map<Socket, Socket>();
  const server = createServer((client) => {
    const onward = connect(Number(target.port), target.hostname);
    for (const end of [client, onward]) end.on("error", () => {});
    client.pipe(onward);
    onward.pipe(client);
    client.on("close", () => onward.destroy());
    present.set(client, onward);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const address = Object.assign(new URL(target), { hostname: "127.0.0.1", port: String(port) });
  return {
    address: address.href,
    /** Of the wires there are, nothing comes back any more; `unheard`, nothing arrives either. */
    silence(unheard: boolean): void {
      for (const [client, onward] of present) {
        onward.unpipe(client).resume();
        if (unheard) client.unpipe(onward).resume();
      }
      present.clear();
    },
    end(): void {
      server.close();
      for (const [client] of present) client.destroy();
    },
  };
}

const ends: (() => unknown)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

async function doorOnWires() {
  const { address, silence, end } = await wires();
  // The product's own connections wait longer; else they are the same.
  const own = new pg.Pool({ ...pool("ledger").options, connectionString: address });
  own.options.query_timeout = 200;
  own.on("error", () => {});
  ends.push(async () => {
    await own.end();
    end();
  });
  return { door: createDoor({ pool: own, now: () => new Date() }), silence };
}

test("who asks waits for an answer as long as a statement may take, the ledger as long as its callers do; streams go on", () => {
  const waits = (["ledger", "worker", "limits", "stream", "beside"] as const).map(
    (name) => pool(name).options.query_timeout,
  );
  expect(waits).toEqual([15_000, 35_000, 35_000, undefined, undefined]);
  expect(pool("ledger").options.keepAlive).toBe(true);
});

test.each([
  ["before the commit is heard", true],
  ["before it is answered", false],
])("a wire that falls silent %s keeps nobody waiting, and charges once", async (_, unheard) => {
  const workspaceId = await newWorkspace();
  const { door, silence } = await doorOnWires();
  await door.post(workspaceId, "ai", grant(100));
  silence(unheard);
  const command = charge(30);
  const answers = await Promise.all([
    door.post(workspaceId, "ai", command),
    door.post(workspaceId, "ai", charge(10)),
  ]);
  expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await door.post(workspaceId, "ai", command)).toMatchObject({ replayed: true });
  expect(await anotherDoor().post(workspaceId, "ai", charge(61))).toMatchObject({ available: 60 });
  expect(await mustVerify(workspaceId)).toBe(3);
});
