// Plants one fault after another in the ledger's SQL and has the witness look: each must be seen.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import pg from "pg";

type Mutant = { name: string } & ({ find: string; put: string } | { statement: string });

const LEDGER = "prisma/migrations/20261122015000_ledger/migration.sql";

/** `find` stands once in the functions of the ledger. */
const MUTANTS: readonly Mutant[] = [
  {
    name: "the sequence is not compared",
    find: "and a.seq = p_expected\n    and a.usage_zone",
    put: "and a.usage_zone",
  },
  {
    name: "a used key is ignored",
    find: "if v_rows < jsonb_array_length(p_outcome -> 'keys') then",
    put: "if false then",
  },
  {
    name: "a used key is overwritten",
    find: "on conflict (workspace_id, kind, key) do nothing",
    put: "on conflict (workspace_id, kind, key) do update set answer = excluded.answer",
  },
  {
    name: "entries are not counted",
    find: "if v_rows <> (p_outcome -> 'account' ->> 'seq')::bigint - p_expected then",
    put: "if false then",
  },
  {
    name: "lots are not written",
    find: "perform ledger_commit_lots(p_workspace, p_kind, p_outcome -> 'lots');",
    put: "",
  },
  {
    name: "holds are not written",
    find: "perform ledger_commit_holds(p_workspace, p_kind, p_outcome -> 'holds');",
    put: "",
  },
  {
    name: "use is not counted",
    find: "perform ledger_commit_usage(p_workspace, p_kind, p_outcome -> 'usage');",
    put: "",
  },
  {
    name: "caps are not kept",
    find: "perform ledger_commit_limits(p_workspace, p_kind, p_outcome -> 'limits');",
    put: "",
  },
  {
    name: "a member's use is miscounted",
    find: "select p_workspace, p_kind, n.day, n.actor, sum(n.used), sum(n.charges)",
    put: "select p_workspace, p_kind, n.day, n.actor, sum(n.used), count(*)",
  },
  {
    name: "a refund leaves the day's use as it was",
    find: "update usage_day u set used = u.used - n.used",
    put: "update usage_day u set used = u.used",
  },
  {
    name: "the queue of lots is loaded in another order",
    find: "order by l.expires_at, l.created_at, l.id limit p_lot_limit",
    put: "order by l.created_at, l.id limit p_lot_limit",
  },
  {
    name: "earlier refunds are forgotten",
    find: "select coalesce(sum(r.amount), 0) from credit_entry r",
    put: "select 0 * coalesce(sum(r.amount), 0) from credit_entry r",
  },
  {
    name: "the product may change balances",
    statement: "grant update on credit_account to wellspent_app",
  },
  {
    name: "the product may remove entries",
    statement: "grant delete on credit_entry to wellspent_app",
  },
  {
    name: "parts of the commit are open",
    statement: "grant execute on function ledger_commit_lots to wellspent_app",
  },
  {
    name: "entries know no workspace",
    statement: "alter table credit_entry disable row level security",
  },
  {
    name: "the policy of accounts is gone",
    statement: "drop policy one_workspace on credit_account",
  },
  {
    name: "a debt may be negative",
    statement: "alter table credit_account drop constraint credit_account_not_negative",
  },
  {
    name: "an account need not add up",
    statement: "alter table credit_account drop constraint credit_account_adds_up",
  },
  {
    name: "a lot may be negative",
    statement: "alter table credit_lot drop constraint credit_lot_not_negative",
  },
  {
    name: "a lot need not add up",
    statement: "alter table credit_lot drop constraint credit_lot_adds_up",
  },
];

const PATIENCE_MS = 120_000;

/** `url` names a migrated database that nobody is connected to. */
export type Hunt = { url: string; say: (line: string) => void };

/** Answers the names of the mutants that nothing saw; and complains first when the witness sees faults where none are. */
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

  /** In a copy of its own. */
  async function witnessOf(mutant: Mutant): Promise<string | null> {
    await onServer(server, "drop database if exists mutant with (force)");
    await onServer(server, `create database mutant template ${template}`);
    const own = Object.assign(new URL(url), { pathname: "/mutant" }).href;
    await onServer(own, sqlOf(mutant));
    return witness(own);
  }
}

function sqlOf(mutant: Mutant): string {
  if ("statement" in mutant) return mutant.statement;
  const functions = readFileSync(LEDGER, "utf8").match(/^create function [\s\S]*?\$\$;$/gm) ?? [];
  const hit = functions.filter((text) => text.includes(mutant.find));
  const [only] = hit;
  if (!only || hit.length > 1 || only.split(mutant.find).length !== 2) {
    throw new Error(`"${mutant.name}" does not name one place of the ledger.`);
  }
  return only
    .replace("create function", "create or replace function")
    .replace(mutant.find, () => mutant.put);
}

/** What the witness saw first, or null. One that comes to no end saw that the ledger does not either. */
async function witness(url: string): Promise<string | null> {
  const words = ["--conditions=react-server", "--import", "tsx", "scripts/storm/witness.ts"];
  const child = spawn(process.execPath, words, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: "silent" },
  });
  let said = "";
  child.stdout.on("data", (data) => (said += data));
  child.stderr.on("data", (data) => (said += data));
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  clearTimeout(timer);
  if (code === 0) return null;
  if (code === null) return "it came to no end";
  const lines = said
    .split("\n")
    .filter((line) => /^[A-Za-z"{]/.test(line) && !line.startsWith("node:"));
  return lines[0] ?? "it broke";
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}
