import { lookup, Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { env } from "@/lib/platform/env";

export type Address = { address: string; family: number };

const TABLE = "/etc/hosts";
const ANSWER_WITHIN = { timeout: 2_000, tries: 2 };

/**
 * The addresses of a host: those of the machine's own table, or else those that a name server tells. Never waits in one
 * of the few threads in which the system looks names up, and in which files are read: a name server that is slow for one
 * host delays no other one. Ends when `signal` does. Throws when there are none.
 */
export async function addressesOf(
  name: string,
  signal: AbortSignal,
  { servers, table = TABLE }: { servers?: readonly string[]; table?: string } = {},
): Promise<Address[]> {
  const known = await inTable(table, name);
  if (known.length > 0) return known;
  const resolver = new Resolver(ANSWER_WITHIN);
  if (servers) resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await addressesFrom(resolver, name);
  } catch (error) {
    // Short names of the network, which only the system completes: only where webhooks may go there.
    const unknown = /^(ENOTFOUND|ENODATA)$/.test((error as { code?: string }).code ?? "");
    if (!unknown || !env.WEBHOOKS_TO_PRIVATE) throw error;
    return await lookup(name, { all: true });
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** Both kinds of addresses; one kind is enough. */
async function addressesFrom(resolver: Resolver, name: string): Promise<Address[]> {
  const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const found = [...withFamily(four, 4), ...withFamily(six, 6)];
  if (found.length > 0) return found;
  throw four.status === "rejected" ? four.reason : new Error("A host without an address.");
}

const withFamily = (answer: PromiseSettledResult<string[]>, family: number): Address[] =>
  answer.status === "fulfilled" ? answer.value.map((address) => ({ address, family })) : [];

async function inTable(path: string, name: string): Promise<Address[]> {
  const wanted = name.toLowerCase().replace(/\.$/, "");
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const [address = "", ...names] = line.replace(/#.*/, "").trim().toLowerCase().split(/\s+/);
    const family = isIP(address);
    return family && names.includes(wanted) ? [{ address, family }] : [];
  });
}
