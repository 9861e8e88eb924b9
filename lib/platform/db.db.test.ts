import pg from "pg";
import { expect, test } from "vitest";
import { db, inWorkspace, pool, streamBeside, streamIn } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";

test("a tenant table shows nothing outside a workspace, and only its own rows inside one", async () => {
  const [here, there] = [newId(), newId()];
  for (const id of [here, there]) {
    await inWorkspace(id, (tx) => tx.workspace.create({ data: { id, slug: id, name: id } }));
  }

  expect(await db.workspace.findMany()).toEqual([]);
  expect(await inWorkspace(here, (tx) => tx.workspace.findMany())).toMatchObject([{ id: here }]);
});

test("a workspace cannot write a row of another one", async () => {
  const [here, there] = [newId(), newId()];

  await expect(
    inWorkspace(here, (tx) => tx.workspace.create({ data: { id: there, slug: "x", name: "x" } })),
  ).rejects.toThrow(/row-level security/);
});

test("a second connection sees the instant of the first, and its workspace alone", async () => {
  const [here, there] = [newId(), newId()];
  for (const id of [here, there]) {
    await inWorkspace(id, (tx) => tx.workspace.create({ data: { id, slug: id, name: "before" } }));
  }
  const names = async (client: pg.PoolClient) =>
    (await client.query("select id, name from workspace")).rows;

  const seen = await streamIn(here, async (client) => {
    const first = await names(client);
    await inWorkspace(here, (tx) =>
      tx.workspace.updateMany({ where: { id: here }, data: { name: "after" } }),
    );
    return [first, await streamBeside(client, here, names)];
  });
  expect(seen).toEqual([[{ id: here, name: "before" }], [{ id: here, name: "before" }]]);
  expect(await streamIn(here, names)).toEqual([{ id: here, name: "after" }]);
});

test("a connection that is cut between two statements fails the work in hand, and not the process", async () => {
  const client = await pool("stream").connect();
  await client.query("begin");
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  const gone = new Promise((resolve) => client.once("end", resolve));
  const owner = new pg.Client({ connectionString: env.DATABASE_URL });
  await owner.connect();
  await owner.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
  await owner.end();
  await gone;

  await expect(client.query("select 1")).rejects.toThrow();
  client.release(true);
  expect((await pool("stream").query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("a transaction that would wait for a second connection of its pool is told so", async () => {
  const id = newId();
  await expect(inWorkspace(id, () => db.rateCard.count())).rejects.toThrow(/second connection/);
  await expect(inWorkspace(id, () => inWorkspace(id, async () => 1))).rejects.toThrow(
    /second connection/,
  );
  await expect(streamIn(id, () => streamIn(id, async () => 1))).rejects.toThrow(
    /second connection/,
  );
  expect(await inWorkspace(id, (tx) => tx.rateCard.count())).toBeGreaterThan(0);
});
