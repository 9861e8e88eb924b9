import { nowhere } from "@/lib/api/gates";

/** Answers every address below /api/v1 that has no route. */
export {
  nowhere as DELETE,
  nowhere as GET,
  nowhere as OPTIONS,
  nowhere as PATCH,
  nowhere as POST,
  nowhere as PUT,
};

export const dynamic = "force-dynamic";
