import { unknownMethod } from "@/lib/api/gates";

/** Answers requests with a method that Next does not support (lib/platform/malformed-request.ts). */
export { unknownMethod as GET };

export const dynamic = "force-dynamic";
