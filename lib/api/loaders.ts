import "server-only";
import { cache } from "react";
import { referenceOf } from "@/lib/api/schema/reference";
import { env } from "@/lib/platform/env";

/** The page of the API. Public: it says nothing of any workspace. */
export const loadReference = cache(async () => ({
  base: new URL("/api/v1", env.APP_URL).href,
  ...referenceOf(env.APP_URL),
}));
