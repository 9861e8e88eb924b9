import { endpoint, methods } from "@/lib/api/gates";
import { createQuote } from "@/lib/api/queries/rates";
import { createQuoteEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(createQuoteEndpoint, createQuote),
});

export const dynamic = "force-dynamic";
