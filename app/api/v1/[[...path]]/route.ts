import { unknownAddress } from "@/lib/api/gates";

/** Answers every address below /api/v1 that has no route. */
export {
  unknownAddress as DELETE,
  unknownAddress as GET,
  unknownAddress as OPTIONS,
  unknownAddress as PATCH,
  unknownAddress as POST,
  unknownAddress as PUT,
};

export const dynamic = "force-dynamic";
