import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { expect, test } from "vitest";
import {
  db,
  inWorkspace,
  pool,
  readTogether,
  streamBeside,
  streamIn,
  type Tx,
} from "@/lib/platform/db";
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

test("reads together share a transaction and an instant, each in its turn", async () => {
  const id = newId();
  await inWorkspace(id, (tx) => tx.workspace.create({ data: { id, slug: id, name: "before" } }));
  const outside = AsyncLocalStorage.snapshot();
  const name = () =>
    inWorkspace(id, async (tx) => {
      const [here] = await tx.$queryRaw<{ name: string; at: string }[]>`
        select name, pg_current_snapshot()::text || pg_backend_pid() as at from workspace`;
      return here;
    });

  const [first, second] = await readTogether(id, async () => {
    const early = await name();
    await outside(() =>
      inWorkspace(id, (tx) => tx.workspace.update({ where: { id }, data: { name: "after" } })),
    );
    return Promise.all([early, name()]);
  });

  expect(first).toMatchObject({ name: "before" });
  expect(second).toEqual(first);
  expect(await name()).toMatchObject({ name: "after" });
});

test("of reads together, the statements of one end before those of the next begin", async () => {
  const id = newId();
  const said: string[] = [];
  const read = (which: string) =>
    inWorkspace(id, async (tx) => {
      said.push(`${which} begins`);
      await tx.$queryRaw`select 1`;
      await tx.$queryRaw`select 1`;
      said.push(`${which} ends`);
    });

  await readTogether(id, () => Promise.all([read("one"), read("other")]));
  expect(said).toEqual(["one begins", "one ends", "other begins", "other ends"]);
});

test("reads together write nothing, stay in their workspace, and fail as one", async () => {
  const [id, there] = [newId(), newId()];
  const create = (tx: Tx) => tx.workspace.create({ data: { id, slug: id, name: id } });
  const slow = () => inWorkspace(id, (tx) => tx.workspace.findMany());

  await expect(readTogether(id, () => inWorkspace(id, create))).rejects.toThrow(/read-only/);
  await expect(readTogether(id, () => inWorkspace(there, async () => 1))).rejects.toThrow(
    /second connection/,
  );
  await expect(
    readTogether(id, () => inWorkspace(id, () => inWorkspace(id, async () => 1))),
  ).rejects.toThrow(/second connection/);
  const broken = () => inWorkspace(id, (tx) => tx.$queryRaw`select 1 / 0`);
  await expect(readTogether(id, () => Promise.all([broken(), slow()]))).rejects.toThrow(/zero/);
});
