import { currentUser, memberOf } from "@/lib/identity/gates";
import { LARGEST_UPLOAD } from "@/lib/leads/core/upload";
import { createImport, expectUpload, forgetUpload } from "@/lib/leads/mutations/imports";
import { receiveUpload, removeUpload } from "@/lib/leads/providers/uploads";
import { uploadSchema } from "@/lib/leads/schema";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";
import { limit } from "@/lib/platform/rate-limit";

const refusal = (reason: string, status: number) =>
  Response.json({ ok: false, reason }, { status });

/**
 * Receives an upload: the file is the body; its name and format are in the address. It is streamed to disk and then read
 * in the background. The response names the import.
 */
export async function POST(request: Request): Promise<Response> {
  if (!(await currentUser())) return refusal("unauthenticated", 401);
  const input = uploadSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const member = input.success ? await memberOf(input.data.workspace) : null;
  if (!input.success || !member) return refusal("not_found", 404);
  if (!member.can("leads:edit")) return refusal("forbidden", 403);
  // A form on another site can post here, but not with this header, for which browsers send a CORS preflight.
  if (request.headers.get("x-wellspent-upload") !== "1") return refusal("forbidden", 403);
  if (!request.body) return refusal("empty", 422);
  // Without a content length, space for the largest file is reserved until all of it has arrived. Browsers send the length;
  // a program that does not can upload two files at once as one member, and further ones are refused before they are sent.
  // Reserving only what has arrived would mean to record how it grows, and to cut off uploads that were accepted.
  const fileBytes = Number(request.headers.get("content-length") ?? LARGEST_UPLOAD);
  if (fileBytes > LARGEST_UPLOAD) return refusal("too_large", 413);
  const file = {
    workspaceId: member.workspaceId,
    id: newId(),
    form: input.data.form,
    fileName: input.data.name,
    createdBy: member.userId,
  };
  const full = await roomFor({ ...file, fileBytes });
  if (full) {
    // Read and discard the rest: a browser that is cut off while it sends does not read the response.
    await request.body.pipeTo(new WritableStream()).catch(() => {});
    return refusal(full, 429);
  }
  const answer = await received(request.body, file).catch(async (error) => {
    await forgetUpload(file.workspaceId, file.id);
    throw error;
  });
  if (!answer.ok) await forgetUpload(file.workspaceId, file.id);
  return answer;
}

type Arriving = Omit<Parameters<typeof createImport>[0], "fileBytes" | "now">;

/** Why this member cannot upload now: answered before the file is sent. */
async function roomFor(file: Arriving & { fileBytes: number }): Promise<string | null> {
  const { workspaceId, createdBy } = file;
  const kept = await expectUpload({ ...file, now: clock.now() });
  if (!kept.ok) return kept.reason;
  if ((await limit("upload", `${workspaceId} ${createdBy}`)).ok) return null;
  await forgetUpload(workspaceId, file.id);
  return "too_many_uploads";
}

async function received(body: ReadableStream<Uint8Array>, file: Arriving): Promise<Response> {
  const { id } = file;
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
