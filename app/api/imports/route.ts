import { currentUser, memberOf } from "@/lib/identity/gates";
import type { Member } from "@/lib/identity/types";
import { quotaRefusal } from "@/lib/leads/core/quota";
import { LARGEST_UPLOAD } from "@/lib/leads/core/upload";
import { createImport } from "@/lib/leads/mutations/imports";
import { receiveUpload, removeUpload } from "@/lib/leads/providers/uploads";
import { waitingOf } from "@/lib/leads/queries/waiting";
import { uploadSchema } from "@/lib/leads/schema";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";
import { limit } from "@/lib/platform/rate-limit";

const refusal = (reason: string, status: number) =>
  Response.json({ ok: false, reason }, { status });

/**
 * Takes an upload: the file is the body, its name and form are in the address. It goes to disk as it arrives and is
 * then read in the background; the answer names the import.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await currentUser())) return refusal("unauthenticated", 401);
  const input = uploadSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const member = input.success ? await memberOf(input.data.workspace) : null;
  if (!input.success || !member) return refusal("not_found", 404);
  if (!member.can("leads:edit")) return refusal("forbidden", 403);
  // A form on another site can post here, but not with this header: browsers ask us first.
  if (request.headers.get("x-wellspent-upload") !== "1") return refusal("forbidden", 403);
  if (!request.body) return refusal("empty", 422);
  const bytes = Number(request.headers.get("content-length") ?? 0);
  if (bytes > LARGEST_UPLOAD) return refusal("too_large", 413);
  const full = await quotaOf(member, bytes);
  if (full) {
    // A browser that is cut off while it sends hears no answer: what it sends goes nowhere.
    await request.body.pipeTo(new WritableStream()).catch(() => {});
    return refusal(full, 429);
  }
  const id = newId();
  return received(id, request.body, {
    workspaceId: member.workspaceId,
    id,
    form: input.data.form,
    fileName: input.data.name,
    createdBy: member.userId,
  });
}

/** Why nothing more is taken from this member now: said before the file is sent, and looked at again when it is here. */
async function quotaOf({ workspaceId, userId }: Member, bytes: number) {
  const { mine, all } = await waitingOf(workspaceId, userId);
  const reason = quotaRefusal(mine, all, bytes);
  if (reason) return reason;
  return (await limit("upload", `${workspaceId} ${userId}`)).ok ? null : "too_many_uploads";
}

async function received(
  id: string,
  body: ReadableStream<Uint8Array>,
  file: Omit<Parameters<typeof createImport>[0], "fileBytes" | "now">,
): Promise<Response> {
  const upload = await receiveUpload(id, body).catch((error: unknown) => {
    logger.warn({ err: error, import: id }, "upload did not arrive");
    return null;
  });
  if (!upload) return refusal("interrupted", 400);
  if (!upload.ok) return refusal(upload.reason, 413);
  try {
    const made = await createImport({ ...file, fileBytes: upload.bytes, now: clock.now() });
    if (made.ok) return Response.json({ ok: true, id }, { status: 201 });
    await removeUpload(id);
    return refusal(made.reason, 429);
  } catch (error) {
    await removeUpload(id);
    throw error;
  }
}
