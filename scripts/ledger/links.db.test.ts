import { afterAll, expect, test } from "vitest";
import {
  anotherDoor,
  asOwner,
  charge,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { linksInThread } from "./links";

const links = linksInThread();
const threadIsFull = linksInThread(0);
afterAll(() => {
  links.end();
  threadIsFull.end();
});

const CHARGES = 1_500;

/** More than fits into one piece. */
async function longHistory(): Promise<string> {
  const workspaceId = await newWorkspace();
  const door = anotherDoor();
  await door.post(workspaceId, "ai", grant(CHARGES));
  await Promise.all(
    Array.from({ length: CHARGES }, () =>
      door.post(workspaceId, "ai", charge(1, { inputs: { words: 120 } })),
    ),
  );
  return workspaceId;
}

test("a chain whose links are checked in a thread is found as true as one checked along the way", async () => {
  const workspaceId = await longHistory();
  const result = await verifyLedger(workspaceId, "ai", { links });

  expect(result).toMatchObject({ ok: true, entries: CHARGES + 1 });
  expect(result).toEqual(await verifyLedger(workspaceId, "ai"));
});

test.each([
  ["what nothing but its digest tells", "set reason = 'Another'"],
  ["an amount", "set amount = amount - 1"],
  ["the digest", "set digest = decode(repeat('00', 32), 'hex')"],
])("a thread and going along name the same first entry when %s was changed", async (_, change) => {
  const workspaceId = await longHistory();
  await asOwner(`update credit_entry ${change} where workspace_id = $1 and seq in (700, 1400)`, [
    workspaceId,
  ]);
  const result = await verifyLedger(workspaceId, "ai", { links });

  expect(result).toMatchObject({ ok: false, difference: expect.stringContaining("Entry 700 ") });
  expect(result).toEqual(await verifyLedger(workspaceId, "ai"));
  expect(await verifyLedger(workspaceId, "ai", { links: threadIsFull })).toEqual(result);
});

test("what only the answers tell is told in the same words when they are counted meanwhile", async () => {
  const workspaceId = await longHistory();
  const lie = (change: string) =>
    asOwner(
      `${change} where workspace_id = $1 and key = (
         select key from credit_entry where workspace_id = $1 and seq = 700)`,
      [workspaceId],
    );
  const told = (options = {}) => verifyLedger(workspaceId, "ai", options);

  await lie("update credit_key set seq = 3");
  const stray = await told({ links });
  expect(stray).toMatchObject({ difference: expect.stringMatching(/^The key .* names entry 3/) });
  expect(stray).toEqual(await told());
  await asOwner("alter table credit_key rename column seq to number");
  await expect(told({ links })).rejects.toThrow(/k\.seq does not exist/);
  await asOwner("alter table credit_key rename column number to seq");
  await lie("delete from credit_key");
  const lost = await told({ links });
  expect(lost).toMatchObject({ difference: "Entry 700 has no answer." });
  expect(lost).toEqual(await told());
});

test("a suspicion about one account is forgotten with the next", async () => {
  const [broken, whole] = [await longHistory(), await longHistory()];
  await asOwner(
    "update credit_entry set reason = 'Another' where workspace_id = $1 and seq = 900",
    [broken],
  );

  expect(await verifyLedger(broken, "ai", { links })).toMatchObject({ ok: false });
  expect(await verifyLedger(whole, "ai", { links })).toMatchObject({ ok: true });
});
