// Plants one fault after another in the ledger's SQL and has the witness look: each must be seen.
import { spawn } from "node:child_process";
import pg from "pg";
import { MUTANTS, type Mutant } from "./faults";

const PATIENCE_MS = 120_000;

/** `url` names a migrated database to which nobody is connected. */
export type Hunt = { url: string; say: (line: string) => void };

/**
 * Returns the names of the mutants that nothing saw. Complains first if the witness sees faults where there are none.
 */
export async function hunt({ url, say }: Hunt): Promise<{ planted: number; survivors: string[] }> {
  const server = Object.assign(new URL(url), { pathname: "/postgres" }).href;
  const template = new URL(url).pathname.slice(1);
  const healthy = await witnessOf({ name: "nothing", statement: "select 1" });
  if (healthy !== null)
    throw new Error(`The witness finds fault with the ledger itself: ${healthy}`);
  const survivors: string[] = [];
  for (const mutant of MUTANTS) {
    const seen = await witnessOf(mutant);
    say(
      `${seen === null ? "SURVIVED" : "seen"} ${mutant.name}${seen === null ? "" : `: ${seen.slice(0, 160)}`}`,
    );
    if (seen === null) survivors.push(mutant.name);
  }
  return { planted: MUTANTS.length, survivors };

  /** In a copy of the database for this mutant alone. */
  async function witnessOf(mutant: Mutant): Promise<string | null> {
    await onServer(server, "drop database if exists mutant with (force)");
    await onServer(server, `create database mutant template ${template}`);
    const own = Object.assign(new URL(url), { pathname: "/mutant" }).href;
    await onServer(own, await sqlOf(mutant, own));
    return witness(own);
  }
}

/** The function, as the migrations left it, in which the text to replace occurs once. */
async function sqlOf(mutant: Mutant, url: string): Promise<string> {
  if ("statement" in mutant) return mutant.statement;
  const functions = await onServer(
    url,
    "select pg_get_functiondef(oid) as text from pg_proc where proname like 'ledger\\_%'",
  );
  const hit = functions
    .map(({ text }) => String(text))
    .filter((text) => text.includes(mutant.find));
  const [only] = hit;
  if (!only || hit.length > 1 || only.split(mutant.find).length !== 2) {
    throw new Error(`"${mutant.name}" does not name one place of the ledger.`);
  }
  return only.replace(mutant.find, () => mutant.put);
}

/** What the witness saw first, or null. A run that never ends counts as seen, since the ledger does not end either. */
async function witness(url: string): Promise<string | null> {
  const words = ["--conditions=react-server", "--import", "tsx", "scripts/storm/witness.ts"];
  const child = spawn(process.execPath, words, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: "silent" },
  });
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  clearTimeout(timer);
  if (code === 0) return null;
  if (code === null) return "it came to no end";
  const lines = output
    .split("\n")
    .filter((line) => /^[A-Za-z"{]/.test(line) && !line.startsWith("node:"));
  return lines[0] ?? "it broke";
}

async function onServer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}
