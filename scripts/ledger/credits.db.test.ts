import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { v5 } from "uuid";
import { expect, test } from "vitest";
import { BY_HAND } from "@/lib/credits/core/actor";
import type { Credits } from "@/lib/credits/core/amount";
import { parseCredits } from "@/lib/credits/core/parse-credits";
import { grantCredits } from "@/lib/credits/mutations/adjustments";
import { entriesIn, mustVerify } from "@/lib/credits/mutations/door/testing";
import { addMember, removeMember } from "@/lib/identity/mutations/members";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { inWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { NO_FILTERS } from "@/lib/usage/core/filters";
import { findHistory } from "@/lib/usage/queries/history";

// The script as `npm run credits` starts it, in a process of its own.

const TIME_ZONE = "Pacific/Auckland";

async function credits(...args: string[]) {
  const command = promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "scripts/ledger/credits.ts", ...args],
    { env: { ...process.env, DATABASE_URL: env.DATABASE_URL, DIRECT_URL: env.DATABASE_URL } },
  );
  return command.then(
    ({ stdout }) => ({ code: 0, output: stdout.trim() }),
    ({ code, stderr }) => ({ code: code as number, output: (stderr as string).trim() }),
  );
}

async function aUser(name: string) {
  const email = `${newId()}@example.com`;
  const made = await createUser({ name, email, emailVerified: true });
  if (!made.ok) throw new Error(made.reason);
  return { id: made.userId, email };
}

/** A workspace with an owner, and somebody who left. */
async function aWorkspace() {
  const [ines, left] = [await aUser("Ines Carvalho"), await aUser("Tomasz Nowak")];
  const priya = await aUser("Priya Raman");
  const slug = `w${newId().slice(-12)}`;
  const made = await createWorkspace({ name: "W", slug, timeZone: TIME_ZONE, ownerId: ines.id });
  if (!made.ok) throw new Error(made.reason);
  const { workspaceId } = made;
  await addMember({ workspaceId, userId: left.id, role: "member" });
  await removeMember({ workspaceId, by: ines.id, userId: left.id });
  await addMember({ workspaceId, userId: priya.id, role: "member" });
  const say = (what: string, ...more: string[]) =>
    credits(what, "--workspace", slug, "--kind", "ai", "--reason", "Launch promotion", ...more);
  return { workspaceId, slug, ines, priya, left, say };
}

test("credits given and taken by hand are in the history under who answers for them, once a key", async () => {
  const { workspaceId, slug, ines, say } = await aWorkspace();
  const grant = ["--amount", "100.00", "--expires", "2099-01-31", "--key", "launch"];
  const byInes = ["--by", ines.email.toUpperCase()];
  const granted = { code: 0, output: `Granted 100.00 AI credits. ${slug} has 100.00.` };
  expect(await say("grant", ...grant, ...byInes)).toEqual(granted);
  expect(await say("grant", ...grant, ...byInes)).toEqual(granted);
  expect(await say("take", "--amount", "30")).toEqual({
    code: 0,
    output: `Took 30.00 AI credits. ${slug} has 70.00.`,
  });
  // The same key for a grant by somebody else is another command.
  expect(await say("grant", ...grant)).toEqual({
    code: 1,
    output: "This key was used for something else.",
  });

  const { rows } = await findHistory({ workspaceId, timeZone: TIME_ZONE, filters: NO_FILTERS });
  expect(rows.map(({ actor, amount, detail }) => [actor.name, amount, detail])).toEqual([
    ["Installation", -30_00, "Launch promotion"],
    ["Ines Carvalho", 100_00, "Launch promotion"],
  ]);
  const [entry] = await entriesIn(workspaceId);
  expect(entry?.actor).toEqual({ type: "member", id: ines.id });
  const [lot] = await inWorkspace(workspaceId, (tx) => tx.creditLot.findMany());
  // Until the end of that day in Auckland, which is 13 hours ahead then.
  expect(lot?.expiresAt).toEqual(new Date("2099-01-31T11:00:00Z"));
  await mustVerify(workspaceId);
});

test("asked for again when its last day is over, a grant is answered as it was", async () => {
  const { workspaceId, slug, say } = await aWorkspace();
  const key = `${BY_HAND}spring`;
  const granted = await grantCredits({
    workspaceId,
    kind: "ai",
    amount: parseCredits("5.00") as Credits,
    reason: "Launch promotion",
    key,
    lotId: v5(key, workspaceId),
    expiresAt: new Date("2020-02-03T11:00:00Z"),
  });
  expect(granted).toMatchObject({ ok: true });
  const written = await entriesIn(workspaceId);
  expect(await say("grant", "--amount", "5", "--expires", "2020-02-03", "--key", "spring")).toEqual(
    {
      code: 0,
      output: expect.stringMatching(`^Granted 5.00 AI credits. ${slug} has `),
    },
  );
  expect(await entriesIn(workspaceId)).toEqual(written);
});

test("asked how it is used, it says so and changes nothing", async () => {
  const usage = { code: 0, output: expect.stringMatching(/^Use: npm run credits/) };
  expect(await Promise.all([credits(), credits("--help"), credits("grant", "--help")])).toEqual([
    usage,
    usage,
    usage,
  ]);
});

test("what cannot be done is refused with 1 and a reason, and changes nothing", async () => {
  const { workspaceId, left, priya, say } = await aWorkspace();
  const stranger = await aUser("Hana Kim");
  const refused: [string, string[], RegExp][] = [
    ["take", ["--amount", "0.01"], /^Only 0.00 AI credits available. Nothing was taken.$/],
    ["take", ["--amount", "1", "--expires", "2099-01-31"], /^--expires: only a grant expires/],
    ["grant", ["--amount", "1", "--expires", "2026-02-30"], /^--expires: /],
    ["grant", ["--amount", "1", "--expires", "2020-02-03"], /^2020-02-03 is over. Nothing/],
    ["grant", ["--amount", "1", "--by", stranger.email], /^No member .* Nothing was changed.$/],
    ["grant", ["--amount", "1", "--by", left.email], /^No member .* Nothing was changed.$/],
    ["grant", ["--amount", "1", "--by", priya.email], / is no owner or admin .* was changed.$/],
    [
      "grant",
      ["--amount", "1.234"],
      /^--amount: an amount with at most two decimals[\s\S]*\nUse: npm/,
    ],
    ["grant", [], /^--amount is missing.\nUse: npm run credits/],
    ["give", ["--amount", "1"], /^Say grant or take.\nUse: npm/],
    ["grant", ["--amonut", "1"], /^Unknown option '--amonut'.*\nUse: npm/],
    ["grant", ["--amount", "1", "--workspace", "nowhere-at-all"], /^No workspace nowhere-at-all.$/],
  ];
  const answers = await Promise.all(refused.map(([what, more]) => say(what, ...more)));
  expect(answers).toEqual(
    refused.map(([, , message]) => ({ code: 1, output: expect.stringMatching(message) })),
  );
  expect(await entriesIn(workspaceId)).toEqual([]);
});
