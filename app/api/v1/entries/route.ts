import { endpoint, methods } from "@/lib/api/gates";
import { listEntries } from "@/lib/api/queries/entries";
import { listEntriesEndpoint } from "@/lib/api/schema/endpoints";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(listEntriesEndpoint, listEntries),
});

export const dynamic = "force-dynamic";
