import { expect, test } from "vitest";
import { credits } from "@/lib/credits/core/amount";
import {
  charge,
  command,
  grant,
  mustPost,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { balanceOf } from "@/lib/credits/queries/balance";
import { newId } from "@/lib/platform/ids";
import { findEntry } from "@/lib/usage/queries/entry";

test("a dispute that is lost after everything was spent took nothing, held nothing for work, and says what is owed", async () => {
  const workspaceId = await newWorkspace();
  const dispute = { sourceId: "bought", holdId: newId() };
  const amount = credits(250_00);
  await mustPost(workspaceId, grant(amount, { source: "purchase", sourceId: "bought" }));
  await mustPost(workspaceId, charge(amount));
  await mustPost(workspaceId, command({ type: "freeze", ...dispute }));
  const { seq } = await mustPost(workspaceId, command({ type: "forfeit", ...dispute, amount }));

  const found = await findEntry(workspaceId, { kind: "ai", seq });
  expect(found?.transaction).toMatchObject({ type: "adjustment", amount: 0 });
  expect(found?.explained).toMatchObject({ held: null, owed: amount });
  // Nothing was free about it: only a charge can be.
  const { last, debt } = await balanceOf(workspaceId, "ai", new Date());
  expect(last).toMatchObject({ type: "adjustment", amount: 0 });
  expect(debt).toBe(amount);
});
