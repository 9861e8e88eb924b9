import { logger } from "@/lib/platform/logger";

/**
 * A download, saved as `name`, that is generated while it is read. One piece is generated ahead of the reader, and none
 * after the reader has disconnected: a million rows need the memory of one piece, however slow the reader.
 */
export function download(
  pieces: AsyncGenerator<string | Uint8Array, void, undefined>,
  { name, type }: { name: string; type: string },
): Response {
  return new Response(streamOf(pieces, name), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}

function streamOf(
  pieces: AsyncGenerator<string | Uint8Array, void, undefined>,
  name: string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { value, done } = await pieces.next();
        if (done) return controller.close();
        controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
      } catch (error) {
        // The response is cut off, so that the browser reports a failed download instead of keeping half a file.
        logger.error({ err: error, file: name }, "a download failed");
        controller.error(new Error("The download failed."));
      }
    },
    cancel: async () => {
      await pieces.return();
    },
  });
}
