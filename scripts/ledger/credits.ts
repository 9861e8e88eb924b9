import { parseArgs } from "node:util";
import { v5 } from "uuid";
import { z } from "zod";
import { KINDS } from "@/lib/credits/core/amount";
import { formatCredits, spokenCredits } from "@/lib/credits/core/format";
import { parseCredits } from "@/lib/credits/core/parse-credits";
import { grantCredits, takeCredits } from "@/lib/credits/mutations/adjustments";
import { workspaceIdOf } from "@/lib/identity/queries/memberships";
import { closeDatabase } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

const USAGE = `Use: npm run credits -- grant|take --workspace <slug> --kind ai|lead --amount 100.00 --reason "..."
       grant: --expires 2027-01-31 (through that day, UTC); without it they never expire
       --key <text>: the same key counts once, however often it is asked for`;

const amount = z.string().transform((text, context) => {
  const read = parseCredits(text);
  if (read) return read;
  context.addIssue("an amount with at most two decimals, more than 0");
  return z.NEVER;
});

const schema = z.object({
  what: z.enum(["grant", "take"]),
  workspace: z.string(),
  kind: z.enum(KINDS),
  amount,
  reason: z.string().trim().min(3).max(200),
  expires: z.iso.date().optional(),
  key: z.string().min(1).max(100).optional(),
});

const DAY = 86_400_000;

/** Gives or takes credits, as the one who runs this installation; prints the balance afterwards. */
async function main(): Promise<void> {
  const { what, expires, key = newId(), ...asked } = readAsked();
  const workspaceId = await workspaceIdOf(asked.workspace);
  if (!workspaceId) throw new Error(`No workspace ${asked.workspace}.`);
  const said = { ...asked, workspaceId, key: `by-hand:${key}` };
  const expiresAt = expires ? new Date(Date.parse(expires) + DAY) : null;
  const lotId = v5(said.key, workspaceId);
  const answer = await (what === "grant"
    ? grantCredits({ ...said, lotId, expiresAt })
    : takeCredits(said));
  if (!answer.ok) throw new Error(sentence(answer, asked.kind));
  console.log(
    `${what === "grant" ? "Granted" : "Took"} ${spokenCredits(asked.amount, asked.kind)}. ${asked.workspace} has ${formatCredits(answer.current, asked.kind)}.`,
  );
}

function readAsked(): z.output<typeof schema> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      workspace: text,
      kind: text,
      amount: text,
      reason: text,
      expires: text,
      key: text,
    },
  });
  const asked: Record<string, string | undefined> = { ...values, what: positionals[0] };
  const read = schema.safeParse(asked);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => {
    const name = path.join(".");
    return asked[name] === undefined ? `${name} is missing.` : `${name}: ${message}`;
  });
  throw new Error(`${wrong.join("\n")}\n${USAGE}`);
}

function sentence(
  refused: Extract<Awaited<ReturnType<typeof takeCredits>>, { ok: false }>,
  kind: (typeof KINDS)[number],
): string {
  if (refused.reason === "insufficient_credits") {
    return `Only ${spokenCredits(refused.available, kind)} available. Nothing was taken.`;
  }
  if (refused.reason === "key_reused") return "This key was used for something else.";
  return `The ledger refused: ${refused.reason}.`;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await stopWorkers();
  await closeDatabase();
}
