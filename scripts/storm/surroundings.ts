// Where a storm takes place. Imported before anything of the product, which reads its environment once.
import { SECRET_KEY, startTestPayments, WEBHOOK_SECRET } from "@/lib/billing/providers/testing";
import { startDatabase } from "./database";

export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;

/**
 * Starts a PostgreSQL and a payment server for the storm, and sets the environment of this process to them. The servers
 * that it starts later get the same environment, but an address whose wire can be cut.
 */
export async function startSurroundings(folder: string, port: number) {
  const database = await startDatabase(folder, port);
  const payments = await startTestPayments();
  const settings = {
    STRIPE_API_BASE: payments.url,
    STRIPE_SECRET_KEY: SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    LEDGER_POOL_SIZE: "4",
    DATABASE_POOL_SIZE: "4",
    LOG_LEVEL: "silent",
  };
  Object.assign(process.env, settings, { DATABASE_URL: database.calm });
  return {
    database,
    payments,
    forServers: { ...settings, DATABASE_URL: database.stormy },
    async stop() {
      await payments.stop();
      await database.stop();
    },
  };
}
