import { endpoint, methods } from "@/lib/api/gates";
import { captureHold } from "@/lib/api/mutations/captures";
import { captureHoldEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(captureHoldEndpoint, captureHold),
});

export const dynamic = "force-dynamic";
