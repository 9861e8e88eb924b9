import { endpoint, methods } from "@/lib/api/gates";
import { readHold } from "@/lib/api/queries/holds";
import { readHoldEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(readHoldEndpoint, readHold),
});

export const dynamic = "force-dynamic";
