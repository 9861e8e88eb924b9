import { endpoint, methods } from "@/lib/api/gates";
import { releaseHold } from "@/lib/api/mutations/holds";
import { releaseHoldEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(releaseHoldEndpoint, releaseHold),
});

export const dynamic = "force-dynamic";
