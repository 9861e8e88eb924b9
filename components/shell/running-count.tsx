"use client";
import { useLive } from "@/components/credits/live-workspace";
import { Tag } from "@/components/ui/tag";

/** How many runs hold credits right now: "1 running". */
export function RunningCount() {
  const { balances } = useLive();
  const runs = new Set(
    Object.values(balances ?? {}).flatMap(({ heldBy }) =>
      heldBy.flatMap(({ runId }) => runId ?? []),
    ),
  );
  return runs.size > 0 ? <Tag>{runs.size} running</Tag> : null;
}
