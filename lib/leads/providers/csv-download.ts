import { Readable } from "node:stream";
import { exportFileName } from "@/lib/leads/core/export-format";

/** Sends a CSV while it is being made; a browser saves it under `name` and the day. */
export function csvDownload(lines: AsyncIterable<string>, name: string, day: Date): Response {
  const bytes = Readable.toWeb(Readable.from(lines, { objectMode: false }));
  return new Response(bytes as unknown as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": exportFileName(name, day),
      "cache-control": "no-store",
    },
  });
}
