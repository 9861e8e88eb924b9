import { endpoint, methods } from "@/lib/api/gates";
import { readRates } from "@/lib/api/queries/rates";
import { readRatesEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(readRatesEndpoint, readRates),
});

export const dynamic = "force-dynamic";
