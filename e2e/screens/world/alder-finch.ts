import { requestCredits } from "@/lib/billing/mutations/credit-requests";
import { credits } from "@/lib/credits/core/amount";
import { changeWebhook } from "@/lib/credits/mutations/alert-settings";
import { checkLedger } from "@/lib/credits/mutations/checks";
import { changeThreshold, setLimit } from "@/lib/credits/mutations/limits";
import { relayNotices } from "@/lib/credits/mutations/notices";
import { createApiKey, noteApiKeyUse, revokeApiKey } from "@/lib/identity/mutations/api-keys";
import { openSession } from "@/lib/identity/mutations/sessions";
import { findMember } from "@/lib/identity/queries/memberships";
import type { Member } from "@/lib/identity/types";
import { clock } from "@/lib/platform/clock";
import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { DAY, HOUR, MINUTE } from "@/prisma/seed/tools/book";
import { at, type Cast } from "@/prisma/seed/tools/workspace";
import type { World } from "./types";

const ago = (ms: number): number => clock.now().getTime() - ms;

/** What the demo workspace's people have set up beside their work: keys, limits, alerts, other browsers. */
export async function settleAlderFinch(cast: Cast): Promise<Pick<World, "listId" | "runs">> {
  const ines = await memberOf(cast.ines, "alder-finch");
  await makeApiKeys(ines);
  await setLimits(ines, cast);
  await saveCard(ines);
  await openBrowsers(cast);
  await at(ago(12 * HOUR), async () => {
    for (const kind of ["ai", "lead"] as const) {
      await checkLedger({ workspaceId: ines.workspaceId, kind }, { full: true });
    }
  });
  await relayNotices(ines.workspaceId);
  await at(ago(20 * MINUTE), () => askForCredits(cast));
  return landmarks(ines.workspaceId);
}

/** Somebody of the cast in a workspace they are in. */
export async function memberOf(userId: string, slug: string): Promise<Member> {
  const member = await findMember(userId, slug);
  if (!member) throw new Error(`Nobody of the cast is in ${slug}.`);
  return member;
}

async function makeApiKeys(by: Member): Promise<void> {
  const make = async (
    name: string,
    scopes: Parameters<typeof createApiKey>[1]["scopes"],
    lifetime: 90 | null,
    daysAgo: number,
  ): Promise<string> => {
    const made = await at(ago(daysAgo * DAY), () => createApiKey(by, { name, scopes, lifetime }));
    if (!made.ok) throw new Error(made.reason);
    return made.apiKeyId;
  };
  const importer = await make("Old importer", ["credits:spend"], null, 70);
  await at(ago(31 * DAY), () => revokeApiKey(by, importer));
  await make("Monthly report", ["balance:read", "entries:read"], 90, 40);
  const apiKeyId = await make("Site crawler", ["quotes:create", "credits:spend"], null, 12);
  await at(ago(3 * HOUR), () =>
    noteApiKeyUse({ workspaceId: by.workspaceId, apiKeyId, lastUsedAt: null }),
  );
}

async function setLimits(by: Member, cast: Cast): Promise<void> {
  const limit = { kind: "ai", scope: "member", isNew: true } as const;
  await setLimit(by, { ...limit, target: cast.mei, amount: credits(400_00), mode: "notify" });
  await setLimit(by, { ...limit, target: cast.tomasz, amount: credits(60_00), mode: "block" });
  await setLimit(by, {
    ...limit,
    scope: "operation",
    target: "dm_premium",
    amount: credits(250_00),
    mode: "block",
  });
  await changeThreshold(by, { kind: "ai", threshold: null, amount: credits(500_00) });
  await changeWebhook(by.workspaceId, "https://hooks.alderfinch.example/credits");
}

/** A card as one that a buyer let be kept, and a top-up that waits for the balance to fall. */
async function saveCard({ workspaceId, userId }: Member): Promise<void> {
  const savedAt = new Date(ago(8 * DAY));
  await inWorkspace(workspaceId, async (tx) => {
    await tx.savedCard.create({
      data: {
        workspaceId,
        paymentMethodId: "pm_of_the_screens",
        brand: "visa",
        last4: "4242",
        expMonth: 4,
        expYear: 2029,
        savedBy: userId,
        savedAt,
      },
    });
    await tx.topUpSetting.create({
      data: {
        workspaceId,
        kind: "ai",
        enabled: true,
        threshold: 100_00n,
        packageId: "popular",
        monthlyLimitCents: 200_00,
        agreedCredits: 550_00n,
        agreedPriceCents: 50_00,
        agreedCurrency: "usd",
        setBy: userId,
        setAt: savedAt,
      },
    });
  });
}

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

async function openBrowsers({ ines }: Cast): Promise<void> {
  await at(ago(6 * DAY), () => openSession(ines, FIREFOX));
  await at(ago(26 * HOUR), () => openSession(ines, IPHONE));
}

/** A member who may not buy asks those who may. */
async function askForCredits({ tomasz }: Cast): Promise<void> {
  await requestCredits({
    member: await memberOf(tomasz, "alder-finch"),
    kind: "ai",
    message: "The hotel buyers are ready to be written to.",
    what: "Generating 60 premium messages",
    shortfall: 171_45,
    attempt: newId(),
    now: clock.now(),
  });
}

/** A list and runs to open. */
export const landmarks = (workspaceId: string): Promise<Pick<World, "listId" | "runs">> =>
  inWorkspace(workspaceId, async (tx) => {
    const latest = (state: string) =>
      tx.operationRun.findFirstOrThrow({
        where: { workspaceId, state, kind: "ai" },
        orderBy: { createdAt: "desc" },
      });
    const list = await tx.leadList.findFirstOrThrow({
      where: { workspaceId, name: "Roasters, Porto" },
    });
    return {
      listId: list.id,
      runs: { running: (await latest("running")).id, done: (await latest("done")).id },
    };
  });
