import pg from "pg";
import { PgBoss } from "pg-boss";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import {
  createQueues,
  defineJob,
  enqueue,
  startWorkers,
  stopWorkers,
  workersRunning,
} from "@/lib/platform/queue";
import { currentTrace, withTrace } from "@/lib/platform/request-id";

const ran: { name: string; data: unknown; attempt: number; request: string | undefined }[] = [];
const named = (name: string) => ran.filter((one) => one.name === name);
const gaveUp: string[] = [];
const held = Promise.withResolvers<void>();

const note = (name: string, data: unknown, attempt: number) =>
  ran.push({ name, data, attempt, request: currentTrace()?.request });

beforeAll(async () => {
  const schema = z.object({ workspaceId: z.string() });
  defineJob("test.plain", schema, async (data, { attempt }) => note("plain", data, attempt));
  defineJob(
    "test.fails",
    schema,
    async (data, { attempt }) => {
      note("fails", data, attempt);
      throw new Error("as planned");
    },
    { retryLimit: 1, onGiveUp: async (_, { reference }) => void gaveUp.push(reference) },
  );
  defineJob("test.shared", schema, async (data, { attempt }) => {
    note("shared", data, attempt);
    if (data.workspaceId !== "other") await held.promise;
  });
  const boss = new PgBoss({ connectionString: env.DATABASE_URL, supervise: false });
  await boss.start();
  await createQueues(boss);
  await boss.stop({ graceful: false });
});

const until = (condition: () => boolean) => expect.poll(condition, { timeout: 20_000 }).toBe(true);

test("a job runs with its data, under the id of the request that asked for it", async () => {
  await withTrace({ request: "request-0001" }, () => enqueue("test.plain", { workspaceId: "a" }));
  await startWorkers();
  expect(workersRunning()).toBe(true);

  await until(() => named("plain").length === 1);
  expect(named("plain")).toEqual([
    { name: "plain", data: { workspaceId: "a" }, attempt: 1, request: "request-0001" },
  ]);
});

test("data that does not fit the job is refused where it is sent", async () => {
  await expect(enqueue("test.plain", { workspaceId: 7 })).rejects.toThrow(/workspaceId/);
});

test("a job sent in a transaction that is rolled back does not exist", async () => {
  const before = named("plain").length;
  await db
    .$transaction(async (tx) => {
      await enqueue("test.plain", { workspaceId: "rolled back" }, { tx });
      throw new Error("no");
    })
    .catch(() => {});
  await db.$transaction((tx) => enqueue("test.plain", { workspaceId: "committed" }, { tx }));

  await until(() => named("plain").length > before);
  expect(named("plain").map(({ data }) => data)).not.toContainEqual({ workspaceId: "rolled back" });
});

test("of one singleton key only one waits", async () => {
  await stopWorkers();
  const send = () => enqueue("test.plain", { workspaceId: "k" }, { singletonKey: "k" });
  const answers = [await send(), await send()];
  expect(answers).toEqual([expect.any(String), null]);
  await startWorkers();
});

test("jobs that have gathered are done one after another, without a pause between two", async () => {
  await stopWorkers();
  for (let waiting = 1; waiting <= 12; waiting++) {
    await enqueue("test.plain", { workspaceId: "gathered" });
  }
  await startWorkers();
  const done = () =>
    named("plain").filter(({ data }) => JSON.stringify(data).includes("gathered")).length;
  // With a pause after each, as long as that between two looks for new ones, they would take a minute.
  await until(() => done() === 12);
});

test("no workspace takes every place of a job, however many it has waiting", async () => {
  for (let waiting = 1; waiting <= 3; waiting++) {
    await enqueue("test.shared", { workspaceId: "busy" });
  }
  await until(() => named("shared").length === 1);
  await enqueue("test.shared", { workspaceId: "other" });
  await until(() => named("shared").length === 2);
  expect(named("shared").map(({ data }) => data)).toEqual([
    { workspaceId: "busy" },
    { workspaceId: "other" },
  ]);

  held.resolve();
  await until(() => named("shared").length === 4);
});

test("a failing job is tried again, and the last failure is answered for", async () => {
  await enqueue("test.fails", { workspaceId: "a" });
  await until(() => gaveUp.length === 1);

  expect(named("fails").map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(gaveUp[0]).toMatch(/^[0-9A-F]{8}$/);
});

test("a job whose process died is run again", async () => {
  await stopWorkers();
  const id = await enqueue("test.plain", { workspaceId: "died" });
  const owner = new pg.Client({ connectionString: env.DATABASE_URL });
  await owner.connect();
  // What a process leaves behind that took the job and was killed 20 seconds ago.
  await owner.query(
    `update pgboss.job set state = 'active', started_on = now() - interval '20 seconds',
       heartbeat_on = now() - interval '20 seconds' where id = $1`,
    [id],
  );
  await owner.end();
  await startWorkers();

  await until(() => named("plain").some(({ data }) => JSON.stringify(data).includes("died")));
  expect(named("plain").at(-1)).toMatchObject({ attempt: 2 });
});
