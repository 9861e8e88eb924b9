import { closeDatabase } from "@/lib/platform/db";
import { type LimitName, limit } from "@/lib/platform/rate-limit";

/** A server of its own that counts so many tries at once, and prints how many of them may go on. */
const [name, key, tries] = process.argv.slice(2);
const answers = await Promise.all(
  Array.from({ length: Number(tries) }, () => limit(name as LimitName, String(key))),
);
process.stdout.write(String(answers.filter(({ ok }) => ok).length));
await closeDatabase();
