import type { Package } from "@/lib/billing/core/packages";
import { credits, type Kind } from "@/lib/credits/core/amount";
import { db, type Tx } from "@/lib/platform/db";

/** What can be bought of one kind now, smallest first. */
export async function activePackages(kind: Kind): Promise<Package[]> {
  const rows = await db.creditPackage.findMany({
    where: { kind, active: true },
    orderBy: [{ position: "asc" }, { priceCents: "asc" }],
  });
  return rows.map(toPackage);
}

/** One package that can be bought now; asked in a transaction when one is given. */
export async function activePackage(
  id: string,
  from: Pick<Tx, "creditPackage"> = db,
): Promise<Package | null> {
  const row = await from.creditPackage.findUnique({ where: { id, active: true } });
  return row && toPackage(row);
}

type Row = Awaited<ReturnType<typeof db.creditPackage.findMany>>[number];

const toPackage = (row: Row): Package => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  credits: credits(Number(row.credits)),
  priceCents: row.priceCents,
  currency: row.currency,
});
