import { methods } from "@/lib/api/gates";
import { openApiDocument } from "@/lib/api/schema/openapi";
import { env } from "@/lib/platform/env";

/** The API's own description, for generators and viewers. Says nothing of any workspace, so it needs no key. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: async () =>
    Response.json(openApiDocument(env.APP_URL), { headers: { "cache-control": "max-age=300" } }),
});

export const dynamic = "force-dynamic";
