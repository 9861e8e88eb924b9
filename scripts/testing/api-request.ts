import { send } from "@/lib/api/mutations/testing";
import { closeDatabase } from "@/lib/platform/db";
import { stopWorkers } from "@/lib/platform/queue";

/** A server process of its own, for tests: answers one request of the API, and prints the answer. */
const [line = "", body = "{}", secret = "", key = ""] = process.argv.slice(2);

const { status, headers, body: answer } = await send(line, JSON.parse(body), { secret, key });
await stopWorkers();
await closeDatabase();
process.stdout.write(
  JSON.stringify({ status, replayed: headers.get("idempotent-replayed"), answer }),
);
