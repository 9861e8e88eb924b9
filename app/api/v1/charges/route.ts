import { endpoint, methods } from "@/lib/api/gates";
import { createCharge } from "@/lib/api/mutations/charges";
import { createChargeEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(createChargeEndpoint, createCharge),
});

export const dynamic = "force-dynamic";
