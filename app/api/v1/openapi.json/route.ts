import { methods } from "@/lib/api/gates";
import { openApiDocument } from "@/lib/api/schema/openapi";
import { env } from "@/lib/platform/env";

/** The OpenAPI document. Contains nothing about any workspace, so it needs no key. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: async () =>
    // Indented, for reading it in a browser.
    new Response(JSON.stringify(openApiDocument(env.APP_URL), null, 2), {
      headers: { "content-type": "application/json", "cache-control": "max-age=300" },
    }),
});

export const dynamic = "force-dynamic";
