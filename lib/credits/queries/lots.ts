import { type Credits, credits, type Kind } from "@/lib/credits/core/amount";
import { inWorkspace } from "@/lib/platform/db";

export type LotView = {
  id: string;
  label: string;
  bought: Credits;
  /** Left in it, what holds set aside of it included. Nothing once it has expired. */
  left: Credits;
  state: "spent" | "in_use" | "waiting" | "frozen" | "expired";
  expiresAt: string | null;
  createdAt: string;
};

/** The lots of a balance in the order they are used, at `now`; of the used up ones only the newest few. */
export async function lotsOf(workspaceId: string, kind: Kind, now: Date): Promise<LotView[]> {
  const rows = await inWorkspace(workspaceId, (tx) =>
    tx.creditLot.findMany({
      where: { workspaceId, kind },
      orderBy: [{ expiresAt: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }, { id: "asc" }],
    }),
  );
  const views = rows.map((row): LotView => {
    const over = row.expiresAt !== null && row.expiresAt <= now;
    const left = credits(Number(over ? row.held : row.remaining + row.held));
    const ended = over ? "expired" : "spent";
    const there = row.frozenBy === null ? "waiting" : "frozen";
    return {
      id: row.id,
      label: row.label,
      bought: credits(Number(row.granted)),
      left,
      state: left > 0 ? there : ended,
      expiresAt: row.expiresAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
    };
  });
  const first = views.find((lot) => lot.state === "waiting");
  const used = views.filter((lot) => lot.left === 0).slice(-3);
  return views
    .filter((lot) => lot.left > 0 || used.includes(lot))
    .map((lot) => (lot === first ? { ...lot, state: "in_use" } : lot));
}
