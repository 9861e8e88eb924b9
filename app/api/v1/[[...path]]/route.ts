import { nowhere } from "@/lib/api/gates";

/** Every address below /api/v1 that nothing else answers. */
export {
  nowhere as DELETE,
  nowhere as GET,
  nowhere as OPTIONS,
  nowhere as PATCH,
  nowhere as POST,
  nowhere as PUT,
};

export const dynamic = "force-dynamic";
