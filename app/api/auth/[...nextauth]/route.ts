import { NextRequest } from "next/server";
import { handlers } from "@/lib/identity/providers/auth";
import { readBody } from "@/lib/platform/request-body";

export const { GET } = handlers;

/** Auth.js reads bodies of any size from anybody, so they are limited here: its own forms have a few hundred bytes. */
const MOST_BYTES = 16 * 1024;

export async function POST(request: NextRequest): Promise<Response> {
  const body = await readBody(request, MOST_BYTES);
  if (!body) return Response.json({ error: "too_large" }, { status: 413 });
  const { method, headers } = request;
  return handlers.POST(
    new NextRequest(request.url, { method, headers, body: new Uint8Array(body) }),
  );
}
