import type { LimitChoice } from "@/components/alerts/limit-dialog";
import { KINDS } from "@/lib/credits/core/amount";
import type { ShownLimit } from "@/lib/credits/types";

type What = {
  people: readonly { userId: string; name: string }[];
  operations: readonly (Pick<LimitChoice, "kind"> & { operation: string; label: string })[];
  limits: readonly Pick<ShownLimit, "kind" | "scope" | "target">[];
};

/** Who and what can get a limit: every member in both kinds, every charging operation in its own, unless it has one. */
export function limitChoices({ people, operations, limits }: What): LimitChoice[] {
  const members = KINDS.flatMap((kind) =>
    people.map(({ userId, name }) => ({ kind, scope: "member" as const, target: userId, name })),
  );
  const charging = operations.map(({ kind, operation, label }) => ({
    kind,
    scope: "operation" as const,
    target: operation,
    name: label,
  }));
  return [...members, ...charging].filter(
    (choice) =>
      !limits.some(
        ({ kind, scope, target }) =>
          kind === choice.kind && scope === choice.scope && target === choice.target,
      ),
  );
}
