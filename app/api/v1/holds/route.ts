import { endpoint, methods } from "@/lib/api/gates";
import { createHold } from "@/lib/api/mutations/holds";
import { createHoldEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(createHoldEndpoint, createHold),
});

export const dynamic = "force-dynamic";
