import { unknownMethod } from "@/lib/api/gates";

/** Where requests come whose method the framework has no word for (lib/platform/malformed-request.ts). */
export { unknownMethod as GET };

export const dynamic = "force-dynamic";
