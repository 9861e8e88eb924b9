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

/** One package that can be bought now, read in the given transaction if there is one. */
export async function activePackage(
  id: string,
  from: Pick<Tx, "creditPackage"> = db,
): Promise<Package | null> {
  const row = await from.creditPackage.findUnique({ where: { id, active: true } });
  return row && toPackage(row);
}

/**
 * Refuses to serve with packages on sale in a currency whose amounts cannot be handled, or of one kind in several
 * currencies. The database refuses such changes, but the packages may be older than that rule. Says what to do about
 * it.
 */
export async function requireCatalogue(): Promise<void> {
  const [migrated] = await db.$queryRaw<{ is: boolean }[]>`
    select to_regprocedure('is_currency_handled(text)') is not null as is`;
  // Before that migration, /api/health says what is missing.
  if (!migrated?.is) return;
  const unhandled = await db.$queryRaw<{ id: string; currency: string }[]>`
    select id, currency from credit_package where active and not is_currency_handled(currency) order by id`;
  if (unhandled.length > 0) {
    const named = unhandled.map(({ id, currency }) => `${id} (${currency})`).join(", ");
    throw new Error(
      `Packages are on sale in a currency that cannot be handled: ${named}. Set credit_package.active to false, or ` +
        "sell them in another currency, in small letters: see docs/decisions/0036.",
    );
  }
  const [mixed] = await db.$queryRaw<{ kind: string; currencies: string }[]>`
    select kind::text, string_agg(distinct currency, ', ') as currencies from credit_package
    where active group by kind having count(distinct currency) > 1`;
  if (mixed) {
    throw new Error(
      `Packages of ${mixed.kind} credits are on sale in several currencies: ${mixed.currencies}. Sell them in one: ` +
        "change credit_package.currency, or set active to false.",
    );
  }
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
