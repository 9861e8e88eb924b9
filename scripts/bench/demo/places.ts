import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import { findCast } from "@/prisma/seed/tools/workspace";
import type { Letters, Places } from "../../../e2e/pages";
import { landmarks, memberOf } from "../../../e2e/screens/world/alder-finch";
import { openLetters } from "../../../e2e/screens/world/letters";
import { openPurchases } from "../../../e2e/screens/world/purchases";
import { SLUG } from "./server";

/** The places of the demo workspace that have an address of their own, made where its ninety days have none. */
export async function makePlaces(): Promise<Places & Letters> {
  const cast = await findCast();
  const ines = await memberOf(cast.ines, SLUG);
  // With one workspace, the list of workspaces leads straight into it; with two, it is a page.
  await createWorkspace({ name: "Finch Press", timeZone: ines.timeZone, ownerId: ines.userId });
  return {
    ...(await landmarks(ines.workspaceId)),
    ...(await openLetters(cast)),
    sessions: await openPurchases(ines),
  };
}
