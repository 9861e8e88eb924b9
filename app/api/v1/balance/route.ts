import { endpoint, methods } from "@/lib/api/gates";
import { readBalance } from "@/lib/api/queries/balance";
import { readBalanceEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(readBalanceEndpoint, readBalance),
});

export const dynamic = "force-dynamic";
