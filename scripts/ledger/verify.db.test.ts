import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import {
  anotherDoor,
  asOwner,
  charge,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { findChecks } from "@/lib/credits/queries/checks";
import { env } from "@/lib/platform/env";

/** What `npm run ledger:verify` runs, on this file's database. */
async function verify(...options: string[]): Promise<{ code: number; output: string }> {
  const args = ["--conditions=react-server", "--import", "tsx", "scripts/ledger/verify.ts"];
  const environment = { ...process.env, DATABASE_URL: env.DATABASE_URL, LOG_LEVEL: "silent" };
  try {
    const running = promisify(execFile)(process.execPath, [...args, ...options], {
      env: environment,
    });
    const { stdout, stderr } = await running;
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

test("it ends with 0 when everything agrees, with 1 and the first row that differs, and Billing tells it", async () => {
  const workspaceId = await newWorkspace();
  await anotherDoor().post(workspaceId, "ai", grant(500));
  await anotherDoor().post(workspaceId, "ai", charge(120));
  const before = Date.now();
  expect(await verify("--workspace", workspaceId)).toEqual({
    code: 0,
    output: expect.stringMatching(
      new RegExp(
        `^${workspaceId}, ai: 2 entries in .* Agrees\\.\\n1 account, 2 entries, .*: everything agrees\\.\\n$`,
      ),
    ),
  });
  const [kept, ...others] = await findChecks(workspaceId);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ kind: "ai", entries: 2, difference: null });
  expect(Date.parse(kept?.checkedAt ?? "")).toBeGreaterThanOrEqual(before);

  await asOwner(
    "update credit_lot set remaining = remaining + 1, used = used - 1 where workspace_id = $1",
    [workspaceId],
  );
  expect(await verify("--workspace", workspaceId)).toEqual({
    code: 1,
    output: expect.stringMatching(
      /DIFFERS\. The lot: .*\n1 account, 2 entries, .*: 1 not as its entries say\.\n$/,
    ),
  });
  expect(await findChecks(workspaceId)).toMatchObject([
    { difference: expect.stringMatching(/The lot:/) },
  ]);
});

/** Makes the disk fail to return a page of the lots' table, for one workspace. */
const breakFor = (workspaceId: string) =>
  asOwner(`
    create function unread(id uuid) returns boolean language plpgsql as $$ begin
      if id = '${workspaceId}' then raise 'invalid page in block 7' using errcode = 'XX001'; end if;
      return true;
    end $$;
    create policy unread on credit_lot as restrictive to wellspent_app using (unread(workspace_id))`);

test("an account that cannot be looked at is named, and all others are verified", async () => {
  const ids = (await Promise.all([newWorkspace(), newWorkspace(), newWorkspace()])).toSorted();
  for (const id of ids) await anotherDoor().post(id, "lead", grant(500));
  const [broken = "", whole = "", lying = ""] = ids;
  await breakFor(broken);
  await asOwner(
    "update credit_lot set granted = granted + 1, remaining = remaining + 1 where workspace_id = $1",
    [lying],
  );
  const failed = `${broken}, lead: FAILED. invalid page in block 7\n`;

  const { code, output } = await verify("--kind", "lead", "--jobs", "1");
  expect(output.startsWith(failed)).toBe(true);
  expect(output).toMatch(new RegExp(`^${whole}, lead: 1 entries in .* Agrees\\.$`, "m"));
  expect(output).toMatch(new RegExp(`^${lying}, lead: .* DIFFERS\\. The lot`, "m"));
  expect(output).toMatch(/: 1 not as its entries say, 1 could not be looked at\.\n$/);
  expect(code).toBe(1);
  expect(await verify("--workspace", broken)).toEqual({
    code: 2,
    output: expect.stringMatching(
      / FAILED\. .*\n1 account, 0 entries, .*: 1 could not be looked at\.\n$/,
    ),
  });
});

test("a workspace that is not there, and a kind that is none, end with 2 and a sentence", async () => {
  expect(await verify("--workspace", "nowhere")).toEqual({
    code: 2,
    output: "No workspace nowhere.\n",
  });
  expect(await verify("--kind", "gold")).toEqual({
    code: 2,
    output: expect.stringMatching(/^Use: npm run ledger:verify/),
  });
});
