import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { findAllAccounts, type NamedAccount } from "@/lib/credits/queries/checks";
import { closeDatabase } from "@/lib/platform/db";
import { readOptions } from "../options";
import { YOUNG_MEGABYTES } from "./links";
import type { AccountResult as Verified } from "./verify-one";

const USAGE = `Use: npm run ledger:verify -- [--workspace <slug>] [--kind ai|lead] [--jobs <number>]
Recomputes every balance, lot, hold and day of use from the entries and compares.
  --workspace, --kind  only the accounts of one workspace, or of one kind (all)
  --jobs               how many accounts are verified side by side (half of the processors)
It ends with 0 when everything agrees, with 1 when something differs, with 2 when it could not look at everything.`;

/** The result for one account, or what kept it from being checked. */
type Told = Verified | { failure: string };
type Wanted = { workspace?: string | undefined; kind?: string | undefined; jobs: number };

/** Verifies the requested accounts, several side by side, each in a thread and on a connection of its own. */
async function main(): Promise<number> {
  const wanted = readWanted();
  const accounts = (await findAllAccounts()).filter(
    ({ workspace, kind }) =>
      (!wanted.workspace || workspace === wanted.workspace) &&
      (!wanted.kind || kind === wanted.kind),
  );
  if (accounts.length === 0) throw new Error(`No workspace ${wanted.workspace ?? "yet"}.`);

  const began = performance.now();
  const told = await verifyAll(accounts, Math.min(wanted.jobs, accounts.length));
  const looked = told.filter((one) => "difference" in one);
  const differing = looked.filter(({ difference }) => difference !== null).length;
  const failed = told.length - looked.length;
  const entries = looked.reduce((sum, one) => sum + one.entries, 0);
  const found = [
    ...(differing ? [`${differing} not as its entries say`] : []),
    ...(failed ? [`${failed} could not be looked at`] : []),
  ];
  console.log(
    `${told.length} ${told.length === 1 ? "account" : "accounts"}, ${number(entries)} entries, ` +
      `${seconds(performance.now() - began)}: ${found.join(", ") || "everything agrees"}.`,
  );
  if (differing) return 1;
  return failed ? 2 : 0;
}

function readWanted(): Wanted {
  const values = readOptions(USAGE, {
    workspace: { type: "string" },
    kind: { type: "string" },
    jobs: { type: "string" },
  });
  const jobs = Number(values.jobs ?? Math.max(1, Math.floor(availableParallelism() / 2)));
  const kindKnown = values.kind === undefined || values.kind === "ai" || values.kind === "lead";
  if (!kindKnown || !Number.isInteger(jobs) || jobs < 1) throw new Error(USAGE);
  return { workspace: values.workspace, kind: values.kind, jobs };
}

async function verifyAll(accounts: readonly NamedAccount[], threads: number): Promise<Told[]> {
  const waiting = [...accounts];
  const told: Told[] = [];
  await Promise.all(
    Array.from({ length: threads }, async () => {
      let verify: ReturnType<typeof newThread> | null = null;
      for (let account = waiting.shift(); account; account = waiting.shift()) {
        verify ??= newThread();
        const one = await verify.ask(account).catch(({ message }: Error) => ({ failure: message }));
        told.push(one);
        say(account, one);
        // A failure ended its thread, but must not affect the accounts that still wait.
        if ("failure" in one) verify = null;
      }
      await verify?.end();
    }),
  );
  return told;
}

function newThread() {
  const worker = new Worker(new URL("./verify-one.ts", import.meta.url), {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  const ask = (account: NamedAccount) =>
    new Promise<Told>((resolve, reject) => {
      worker.removeAllListeners();
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`Its thread ended with ${code}.`)));
      worker.postMessage(account);
    });
  const end = () =>
    new Promise<void>((resolve) => {
      worker.removeAllListeners();
      worker.once("exit", () => resolve());
      worker.postMessage(null);
    });
  return { ask, end };
}

function say({ workspace, kind }: NamedAccount, told: Told): void {
  if ("failure" in told) {
    console.log(`${workspace}, ${kind}: FAILED. ${told.failure}`);
    return;
  }
  const { entries, ms, difference } = told;
  if (entries === 0 && difference === null) return;
  const rate = number(Math.round((entries * 1_000) / Math.max(ms, 1)));
  console.log(
    `${workspace}, ${kind}: ${number(entries)} entries in ${seconds(ms)}, ${rate} a second. ` +
      (difference === null ? "Agrees." : `DIFFERS. ${difference}`),
  );
}

const number = (value: number): string => value.toLocaleString("en-US");
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  await closeDatabase();
}
