import { inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/** Makes an empty list and returns its id. */
export async function createList(list: {
  workspaceId: string;
  name: string;
  createdBy: string;
  now: Date;
}): Promise<{ id: string }> {
  const id = newId();
  const { workspaceId, name, createdBy, now: createdAt } = list;
  await inWorkspace(workspaceId, (tx) =>
    tx.leadList.create({ data: { workspaceId, id, name, createdBy, createdAt } }),
  );
  return { id };
}

/** Renames a list. False if it is gone. */
export async function renameList(workspaceId: string, id: string, name: string): Promise<boolean> {
  const { count } = await inWorkspace(workspaceId, (tx) =>
    tx.leadList.updateMany({ where: { workspaceId, id }, data: { name } }),
  );
  return count === 1;
}

export type DeleteListAnswer =
  | { ok: true }
  | { ok: false; reason: "unknown_list" | "import_running" };

/**
 * Deletes a list and its entries. The leads stay in the workspace: they are paid for, and may be on other lists.
 * Refused while an import adds to the list.
 */
export const deleteList = (workspaceId: string, id: string): Promise<DeleteListAnswer> =>
  inWorkspace(
    workspaceId,
    async (tx) => {
      // An import that begins looks at its list under the same lock, so it adds to the list before this, or never.
      await tx.$queryRaw`
        select set_config('statement_timeout', '100s', true) from lead_list
         where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
      const running = await tx.leadImport.count({
        where: { workspaceId, listId: id, state: "started" },
      });
      if (running > 0) return { ok: false, reason: "import_running" };
      const { count } = await tx.leadList.deleteMany({ where: { workspaceId, id } });
      if (count === 0) return { ok: false, reason: "unknown_list" };
      await tx.leadListEntry.deleteMany({ where: { workspaceId, listId: id } });
      // A draft for this list gets a new list instead; an import that is over no longer leads to it.
      await tx.leadImport.updateMany({
        where: { workspaceId, listId: id },
        data: { listId: null },
      });
      return { ok: true };
    },
    { timeout: 120_000 },
  );
