import { derivedId, type Hash } from "@/lib/credits/core/canonical";

/** 1 to 255 printable ASCII characters without spaces. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** The ledger's own key for a request: scoped by the API key, and by the workspace as every key is. */
export const ledgerKey = (apiKeyId: string, idempotencyKey: string): string =>
  `api:${apiKeyId}:${idempotencyKey}`;

/** A hold's id follows from its request, so that a repeated request names the same hold. */
export const holdIdFor = (key: string, hash: Hash): string => derivedId(hash, `hold\n${key}`);
