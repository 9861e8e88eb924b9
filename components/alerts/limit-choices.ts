import type { LimitChoice } from "@/components/alerts/limit-dialog";
import { actorName } from "@/lib/credits/core/actor";
import { KINDS, type Kind } from "@/lib/credits/core/amount";
import type { ShownLimit } from "@/lib/credits/types";

type Limitable = {
  people: readonly { userId: string; name: string }[];
  keys: readonly { id: string; name: string }[];
  campaigns: readonly { id: string; name: string }[];
  operations: readonly { kind: Kind; operation: string; label: string }[];
  limits: readonly Pick<ShownLimit, "kind" | "scope" | "target">[];
};

/**
 * Who and what can get a limit and has none: every member, API key and campaign in both kinds, every charging operation
 * in its own kind.
 */
export function limitChoices({ limits, operations, ...spenders }: Limitable): LimitChoice[] {
  const inBothKinds = KINDS.flatMap((kind) =>
    spendersOf(spenders).map((one) => ({ ...one, kind })),
  );
  const charging = operations.map(({ kind, operation, label }) => ({
    kind,
    scope: "operation" as const,
    target: operation,
    name: label,
  }));
  return [...inBothKinds, ...charging].filter(
    (choice) =>
      !limits.some(
        ({ kind, scope, target }) =>
          kind === choice.kind && scope === choice.scope && target === choice.target,
      ),
  );
}

const spendersOf = ({ people, keys, campaigns }: Omit<Limitable, "limits" | "operations">) => [
  ...people.map(({ userId, name }) => ({ scope: "member" as const, target: userId, name })),
  ...keys.map(({ id, name }) => ({
    scope: "member" as const,
    target: actorName({ type: "api_key", id }),
    name,
  })),
  ...campaigns.map(({ id, name }) => ({ scope: "campaign" as const, target: id, name })),
];
