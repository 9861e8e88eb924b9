import type { Workspace } from "./fixtures";

/** Enough of everything for tables, charts and lists to be what they are in use. */
export async function keepBusy(workspace: Workspace): Promise<void> {
  await workspace.grant("ai", "412.55");
  await workspace.grant("lead", "186400.00");
  for (let count = 0; count < 12; count += 1) {
    await workspace.charge("ai", "2.50", { operation: "content_generation" });
    await workspace.charge("lead", "120.00", { operation: "import_followers" });
  }
}
