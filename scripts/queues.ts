// Part of the migration: the job queue's tables, a queue for every job, and the product's rights on them.
import { PgBoss } from "pg-boss";
import "../jobs";
import { createQueues } from "../lib/platform/queue";

const boss = new PgBoss({
  connectionString: process.env.DIRECT_URL ?? "",
  max: 2,
  supervise: false,
  schedule: false,
});
boss.on("error", (error) => console.error(error));
await boss.start();
await createQueues(boss);
await boss.getDb().executeSql(`
  grant usage on schema pgboss to wellspent_app;
  grant select, insert, update, delete on all tables in schema pgboss to wellspent_app;
  grant usage on all sequences in schema pgboss to wellspent_app;
  grant select on _prisma_migrations to wellspent_app, wellspent_worker;
`);
await boss.stop({ graceful: false });
