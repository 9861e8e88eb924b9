import { parseArgs } from "node:util";
import { v5 } from "uuid";
import { z } from "zod";
import { type Actor, BY_HAND } from "@/lib/credits/core/actor";
import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { addDays } from "@/lib/credits/core/date";
import { formatCredits, spokenCredits } from "@/lib/credits/core/format";
import { parseCredits } from "@/lib/credits/core/parse-credits";
import { grantCredits, takeCredits } from "@/lib/credits/mutations/adjustments";
import { findStoredAnswer } from "@/lib/credits/queries/keys";
import { roleAllows } from "@/lib/identity/core/permissions";
import { membersOf } from "@/lib/identity/queries/members";
import { workspaceIdOf } from "@/lib/identity/queries/memberships";
import { findWorkspace } from "@/lib/identity/queries/workspaces";
import { clock } from "@/lib/platform/clock";
import { closeDatabase } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";
import { dayOf, startOfDay } from "@/lib/usage/core/calendar";

const USAGE = `Use: npm run credits -- grant|take --workspace <slug> --kind ai|lead --amount 100.00 --reason "..."
       grant: --expires 2027-01-31 (through that day, in the workspace's time zone); without it they never expire
       --by <email>: the owner or admin of the workspace who answers for it; without it the history says Installation
       --key <text>: the same key counts once, however often it is asked for`;

const amount = z.string().transform((text, context) => {
  const read = parseCredits(text);
  if (read) return read;
  context.addIssue("an amount with at most two decimals, more than 0");
  return z.NEVER;
});

const schema = z
  .object({
    what: z.enum(["grant", "take"]),
    workspace: z.string(),
    kind: z.enum(KINDS),
    amount,
    reason: z.string().trim().min(3).max(200),
    expires: z.iso.date().optional(),
    by: z.string().optional(),
    key: z.string().min(1).max(100).optional(),
  })
  .refine(({ what, expires }) => what === "grant" || expires === undefined, {
    path: ["expires"],
    message: "only a grant expires",
  });

/** Gives or takes credits on behalf of whoever runs this installation; prints the balance afterwards. */
async function main(): Promise<void> {
  const request = readAsked();
  if (!request) return console.log(USAGE);
  const { what, expires, by, key = newId(), ...asked } = request;
  const workspaceId = await workspaceIdOf(asked.workspace);
  if (!workspaceId) throw new Error(`No workspace ${asked.workspace}.`);
  const { workspace, ...rest } = asked;
  const said = {
    ...rest,
    workspaceId,
    key: `${BY_HAND}${key}`,
    ...(by ? { actor: await adminWith(by, workspaceId) } : {}),
  };
  const answer = await (what === "grant"
    ? grantCredits({
        ...said,
        lotId: v5(said.key, workspaceId),
        expiresAt: expires ? await endOf(expires, said) : null,
      })
    : takeCredits(said));
  if (!answer.ok) throw new Error(sentence(answer, asked.kind));
  console.log(
    `${what === "grant" ? "Granted" : "Took"} ${spokenCredits(asked.amount, asked.kind)}. ${workspace} has ${formatCredits(answer.current, asked.kind)}.`,
  );
}

/** The owner or admin of the workspace to whom an adjustment by hand is attributed. */
async function adminWith(email: string, workspaceId: string): Promise<Actor> {
  const wanted = email.trim().toLowerCase();
  const members = await membersOf(workspaceId);
  const found = members.find((one) => !one.removed && one.email.toLowerCase() === wanted);
  if (!found) throw new Error(`No member ${email} in this workspace. Nothing was changed.`);
  if (!roleAllows(found.role, "workspace:manage")) {
    throw new Error(`${email} is no owner or admin of this workspace. Nothing was changed.`);
  }
  return { type: "member", id: found.userId };
}

type Keyed = { workspaceId: string; kind: Kind; key: string };

/** When the day ends in the workspace's time zone. A grant made before that gets the same answer again. */
async function endOf(day: string, { workspaceId, kind, key }: Keyed): Promise<Date> {
  const { timeZone } = await findWorkspace(workspaceId);
  const isOver = day < dayOf(clock.now(), timeZone);
  if (isOver && !(await findStoredAnswer(workspaceId, kind, key))) {
    throw new Error(`${day} is over. Nothing was granted.`);
  }
  return startOfDay(addDays(day, 1), timeZone);
}

/** What the command line asks for, or null if it asks how. */
function readAsked(): z.output<typeof schema> | null {
  const { values, positionals } = readOptions();
  const { help, ...options } = values;
  if (help || (positionals.length === 0 && Object.keys(options).length === 0)) return null;
  const asked: Record<string, string | undefined> = { ...options, what: positionals[0] };
  const read = schema.safeParse(asked);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => {
    const name = path.join(".");
    if (name === "what") return "Say grant or take.";
    return asked[name] === undefined ? `--${name} is missing.` : `--${name}: ${message}`;
  });
  throw new Error(`${wrong.join("\n")}\n${USAGE}`);
}

function readOptions() {
  const text = { type: "string" } as const;
  const named = { workspace: text, kind: text, amount: text, reason: text };
  const optional = { expires: text, by: text, key: text, help: { type: "boolean" } } as const;
  try {
    return parseArgs({ allowPositionals: true, options: { ...named, ...optional } });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
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
