import "server-only";
import { cache } from "react";
import type { Package } from "@/lib/billing/core/packages";
import { activePackages } from "@/lib/billing/queries/packages";
import type { Kind } from "@/lib/credits/core/amount";

/** What can be bought of each kind now. Public: no gate. */
export const loadCatalogue = cache(async (): Promise<Record<Kind, Package[]>> => {
  const [ai, lead] = await Promise.all([activePackages("ai"), activePackages("lead")]);
  return { ai, lead };
});
