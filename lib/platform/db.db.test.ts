import { expect, test } from "vitest";
import { db, inWorkspace } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

test("a tenant table shows nothing outside a workspace, and only its own rows inside one", async () => {
  const [here, there] = [newId(), newId()];
  for (const id of [here, there]) {
    await inWorkspace(id, (tx) => tx.workspace.create({ data: { id, slug: id, name: id } }));
  }

  expect(await db.workspace.findMany()).toEqual([]);
  expect(await inWorkspace(here, (tx) => tx.workspace.findMany())).toMatchObject([{ id: here }]);
});

test("a workspace cannot write a row of another one", async () => {
  const [here, there] = [newId(), newId()];

  await expect(
    inWorkspace(here, (tx) => tx.workspace.create({ data: { id: there, slug: "x", name: "x" } })),
  ).rejects.toThrow(/row-level security/);
});
