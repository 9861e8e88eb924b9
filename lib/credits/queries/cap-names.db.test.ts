import { afterAll, expect, test } from "vitest";
import { actorName } from "@/lib/credits/core/actor";
import { credits } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { charge, grant, mustVerify, newWorkspace } from "@/lib/credits/mutations/door/testing";
import { liftLimit, setLimit } from "@/lib/credits/mutations/limits";
import { campaignsOf } from "@/lib/credits/queries/campaigns";
import { capNames } from "@/lib/credits/queries/cap-names";
import { capsOf } from "@/lib/credits/queries/limits";
import { createApiKey, revokeApiKey } from "@/lib/identity/mutations/api-keys";
import type { WorkspaceId } from "@/lib/identity/types";
import { newId } from "@/lib/platform/ids";
import { stopWorkers } from "@/lib/platform/queue";

afterAll(() => stopWorkers());

async function aWorkspace() {
  const workspaceId = (await newWorkspace()) as WorkspaceId;
  const by = { workspaceId, userId: newId() };
  await post(workspaceId, "ai", grant(900_00));
  await post(workspaceId, "lead", grant(900_00));
  return by;
}

type By = Awaited<ReturnType<typeof aWorkspace>>;

async function aKey(by: By, name: string, lifetime: 30 | null = null) {
  const made = await createApiKey(by, { name, scopes: ["credits:spend"], lifetime });
  if (!made.ok) throw new Error(made.reason);
  const actor = { type: "api_key", id: made.apiKeyId } as const;
  return { id: made.apiKeyId, actor, target: actorName(actor) };
}

const limitOf = (scope: "member" | "campaign", target: string, amount = 100_00) => ({
  kind: "ai" as const,
  scope,
  target,
  amount: credits(amount),
  mode: "block" as const,
  isNew: false,
});

const namesIn = async ({ workspaceId }: By, now = new Date()) =>
  capNames(workspaceId, await capsOf(workspaceId, now), now);

test("an API key is limited under its name, and told apart from one that may do nothing any more", async () => {
  const by = await aWorkspace();
  const { id, actor, target } = await aKey(by, "Site crawler", 30);
  expect(await setLimit(by, limitOf("member", target))).toEqual({ ok: true });
  await post(by.workspaceId, "ai", charge(60_00, { actor }));
  expect(await capsOf(by.workspaceId, new Date())).toMatchObject([{ used: 60_00, left: 40_00 }]);
  expect(await post(by.workspaceId, "ai", charge(40_01, { actor }))).toMatchObject({
    reason: "cap_reached",
  });
  expect(await namesIn(by)).toEqual([{ name: "API key Site crawler", gone: null }]);

  const later = new Date(Date.now() + 31 * 86_400_000);
  expect(await namesIn(by, later)).toEqual([{ name: "API key Site crawler", gone: "expired" }]);
  await revokeApiKey(by, id);
  expect(await namesIn(by)).toEqual([{ name: "API key Site crawler", gone: "revoked" }]);
  expect(await setLimit(by, limitOf("member", target, 1))).toMatchObject({
    reason: "unknown_target",
  });
  expect(await liftLimit(by, limitOf("member", target))).toEqual({ ok: true });
  await mustVerify(by.workspaceId);
});

test("a campaign is limited by the name it has in the history, in either kind", async () => {
  const by = await aWorkspace();
  const [spring, sourcing] = [newId(), newId()];
  const inputs = { campaign: "Spring roast launch" };
  await post(by.workspaceId, "ai", charge(30_00, { campaignId: spring, inputs }));
  await post(
    by.workspaceId,
    "lead",
    charge(5_00, { campaignId: sourcing, subject: "Café owners, 5 leads" }),
  );
  expect(await campaignsOf(by.workspaceId)).toEqual([
    { id: sourcing, name: "Café owners" },
    { id: spring, name: "Spring roast launch" },
  ]);
  expect(await setLimit(by, limitOf("campaign", spring, 40_00))).toEqual({ ok: true });
  expect(await namesIn(by)).toEqual([{ name: "Spring roast launch", gone: null }]);
  expect(await capsOf(by.workspaceId, new Date())).toMatchObject([{ used: 30_00, left: 10_00 }]);
  const more = charge(10_01, { campaignId: spring, inputs });
  expect(await post(by.workspaceId, "ai", more)).toMatchObject({ reason: "cap_reached" });
});

test("neither a key nor a campaign of another workspace can be limited, nor what is no id", async () => {
  const [here, there] = [await aWorkspace(), await aWorkspace()];
  const { target } = await aKey(there, "Theirs");
  const campaignId = newId();
  await post(there.workspaceId, "ai", charge(1_00, { campaignId, subject: "Theirs" }));
  const unknown = { ok: false, reason: "unknown_target" };
  expect(await setLimit(here, limitOf("member", target))).toEqual(unknown);
  expect(await setLimit(here, limitOf("campaign", campaignId))).toEqual(unknown);
  for (const text of ["api_key:", "api_key:1", "nobody", "' or true"]) {
    expect(await setLimit(here, limitOf("member", text))).toEqual(unknown);
    expect(await setLimit(here, limitOf("campaign", text))).toEqual(unknown);
  }
});
