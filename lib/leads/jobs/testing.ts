import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { vi } from "vitest";
import { asOwner } from "@/lib/credits/mutations/door/testing";
import { findRun } from "@/lib/credits/queries/runs";
import { takeStep } from "@/lib/leads/mutations/carry-out";
import { createImport } from "@/lib/leads/mutations/imports";
import {
  existing,
  importOf,
  member,
  names,
  start,
  workspaceFor,
} from "@/lib/leads/mutations/testing";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";

/** What importing one lead costs. */
export const PRICE = 7_000;

const HOUR = 3_600_000;

/** Moves the product's clock. Restore mocks after each test. */
export const passTime = (ms: number) =>
  vi.spyOn(clock, "now").mockReturnValue(new Date(clock.now().getTime() + ms));

/** A file of `rows` names that waits to be read, in a workspace of its own unless one is given. */
export async function uploaded(rows = 5, given?: string) {
  const workspaceId = given ?? (await workspaceFor(0));
  const id = newId();
  const content = names(rows);
  await mkdir(dirname(uploadPath(id)), { recursive: true });
  await writeFile(uploadPath(id), content);
  const file = { workspaceId, id, form: "usernames", fileName: "people.csv" } as const;
  const fileBytes = content.length;
  await createImport({ ...file, createdBy: member, fileBytes, now: clock.now() });
  return { workspaceId, importId: id };
}

/** The run of an import. */
export async function runOf(workspaceId: string, importId: string) {
  const { runId } = await existing(workspaceId, importId);
  const run = await findRun(workspaceId, runId ?? "", clock.now());
  if (!run) throw new Error("No run");
  return run;
}

/** An import of 300 whose first step was taken by a process that died before it was charged. */
export async function cutOff() {
  const workspaceId = await workspaceFor(300);
  const { id: importId } = await importOf(workspaceId, names(300));
  const started = await start(workspaceId, importId);
  if (!started.ok) throw new Error("It did not start.");
  await takeStep({ workspaceId, importId, now: clock.now() });
  return { workspaceId, importId, runId: started.runId };
}

/** A day passes without a worker, in which the hold of an import lapses and the credits of its workspace expire. */
export async function loseCredits(workspaceId: string): Promise<void> {
  passTime(25 * HOUR);
  await asOwner("update credit_lot set expires_at = $2 where workspace_id = $1", [
    workspaceId,
    new Date(clock.now().getTime() - HOUR),
  ]);
}
