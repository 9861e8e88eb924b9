import path from "node:path";
import { defineConfig } from "prisma/config";

// Prisma's CLI downloads a native engine before almost every command. Where that cannot be had, the
// WebAssembly build of the same engine stands in (scripts/schema-engine.mjs). Windows cannot spawn a script.
if (process.platform !== "win32") {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve(
    import.meta.dirname,
    "scripts/schema-engine.mjs",
  );
}

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: {
    url:
      process.env.DIRECT_URL ??
      process.env.DATABASE_URL ??
      "postgresql://postgres:postgres@127.0.0.1:5432/wellspent",
  },
});
