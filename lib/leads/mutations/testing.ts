import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { grant, mustPost } from "@/lib/credits/mutations/door/testing";
import { readImport } from "@/lib/leads/jobs/reading";
import { createImport } from "@/lib/leads/mutations/imports";
import { startImport } from "@/lib/leads/mutations/start";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { findImport } from "@/lib/leads/queries/imports";
import type { ImportView } from "@/lib/leads/types";
import { clock } from "@/lib/platform/clock";
import { inWorkspace, pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

export const member = newId();

/** A workspace of its own, with `leads` lead credits' worth of username imports (70.00 each). */
export async function workspaceFor(leads: number): Promise<string> {
  const workspaceId = newId();
  const slug = `w-${workspaceId.slice(-12)}`;
  await inWorkspace(workspaceId, (tx) =>
    tx.workspace.create({ data: { id: workspaceId, slug, name: slug } }),
  );
  if (leads > 0) await grantFor(workspaceId, leads);
  return workspaceId;
}

/** Grants what importing so many leads costs. */
export const grantFor = (workspaceId: string, leads: number) =>
  mustPost(workspaceId, grant(leads * 7_000), "lead");

/** An upload, read and ready for its preview. */
export async function importOf(
  workspaceId: string,
  content: string | Buffer,
  form: "usernames" | "export" = "usernames",
  createdBy = member,
): Promise<ImportView> {
  const id = newId();
  await mkdir(dirname(uploadPath(id)), { recursive: true });
  await writeFile(uploadPath(id), content);
  const file = { workspaceId, id, form, fileName: "people.csv", createdBy };
  const fileBytes = Buffer.byteLength(content);
  const made = await createImport({ ...file, fileBytes, now: clock.now() });
  if (!made.ok) throw new Error(made.reason);
  await readImport({ workspaceId, importId: id });
  return existing(workspaceId, id);
}

export async function existing(workspaceId: string, id: string): Promise<ImportView> {
  const found = await findImport(workspaceId, id);
  if (!found) throw new Error(`No import ${id}`);
  return found;
}

export const start = (
  workspaceId: string,
  importId: string,
  more: Partial<Parameters<typeof startImport>[0]> = {},
) =>
  startImport({
    workspaceId,
    actorId: member,
    importId,
    list: { name: "People" },
    limit: null,
    wait: false,
    now: clock.now(),
    ...more,
  });

/** What the ledger and the leads say, read from the tables: charges, what is held, leads, list entries. */
export async function truth(workspaceId: string) {
  const client = await pool("stream").connect();
  try {
    await client.query("begin");
    await client.query("select set_config('app.workspace_id', $1, true)", [workspaceId]);
    const { rows } = await client.query(
      `select (select coalesce(-sum(amount), 0)::int from credit_entry where workspace_id = $1 and type = 'charge') as charged,
              (select count(*)::int from credit_entry where workspace_id = $1 and type = 'charge') as charges,
              (select coalesce(sum(held), 0)::int from credit_account where workspace_id = $1) as held,
              (select count(*)::int from lead where workspace_id = $1) as leads,
              (select count(*)::int from lead_list_entry where workspace_id = $1) as entries`,
      [workspaceId],
    );
    return rows[0] as Record<"charged" | "charges" | "held" | "leads" | "entries", number>;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/** Lines of a CSV of usernames: prefix0, prefix1, ... */
export const names = (count: number, prefix = "user"): string =>
  Array.from({ length: count }, (_, at) => `${prefix}${at}\n`).join("");
