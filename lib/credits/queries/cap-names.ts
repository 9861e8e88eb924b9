import { apiKeyOf, type Cap, isApiKey } from "@/lib/credits/core/cap";
import { campaignNames } from "@/lib/credits/queries/campaigns";
import { labelOf } from "@/lib/credits/queries/rate-card";
import { apiKeyNames } from "@/lib/identity/queries/api-keys";
import { membersOf } from "@/lib/identity/queries/members";

type Target = Pick<Cap, "scope" | "target">;

/** Why a cap no longer limits anybody. */
type InactiveReason = "removed" | "revoked" | "expired";
export type CapName = { name: string; gone: InactiveReason | null };

/** The names, as people know them, of what each of these caps limits. Returns them in the order of `caps`. */
export async function capNames(
  workspaceId: string,
  caps: readonly Target[],
  now: Date,
): Promise<CapName[]> {
  const of = (wanted: (cap: Target) => boolean) => caps.filter(wanted);
  const [members, keys, campaigns] = await Promise.all([
    of((cap) => cap.scope === "member").length > 0 ? membersOf(workspaceId) : [],
    apiKeyNames(workspaceId, of(isApiKey).map(apiKeyOf), now),
    campaignNames(
      workspaceId,
      of((cap) => cap.scope === "campaign").map(({ target }) => target),
    ),
  ]);
  const nameOf = async (cap: Target): Promise<CapName> => {
    if (isApiKey(cap)) return ofKey(keys.get(apiKeyOf(cap)));
    switch (cap.scope) {
      case "operation":
        return { name: await labelOf(cap.target, now), gone: null };
      case "campaign":
        return { name: campaigns.get(cap.target) ?? "Campaign", gone: null };
      case "member": {
        const member = members.find(({ userId }) => userId === cap.target);
        const gone = member && !member.removed ? null : "removed";
        return { name: member?.name ?? "Somebody who left", gone };
      }
    }
  };
  return Promise.all(caps.map(nameOf));
}

type Key = Awaited<ReturnType<typeof apiKeyNames>> extends Map<string, infer One> ? One : never;

function ofKey(key: Key | undefined): CapName {
  if (!key) return { name: "API key", gone: "removed" };
  return { name: `API key ${key.name}`, gone: key.state === "active" ? null : key.state };
}
