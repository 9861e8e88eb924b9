import { endpoint, type RouteHandler } from "@/lib/api/gates";
import { captureHold } from "@/lib/api/mutations/captures";
import { createCharge } from "@/lib/api/mutations/charges";
import { createHold, releaseHold } from "@/lib/api/mutations/holds";
import { readBalance } from "@/lib/api/queries/balance";
import { listEntries } from "@/lib/api/queries/entries";
import { readHold } from "@/lib/api/queries/holds";
import { createQuote, readRates } from "@/lib/api/queries/rates";
import {
  captureHoldEndpoint,
  createChargeEndpoint,
  createHoldEndpoint,
  createQuoteEndpoint,
  listEntriesEndpoint,
  readBalanceEndpoint,
  readHoldEndpoint,
  readRatesEndpoint,
  releaseHoldEndpoint,
} from "@/lib/api/schema/endpoints";
import type { Kind } from "@/lib/credits/core/amount";
import { grant, mustPost } from "@/lib/credits/mutations/door/testing";
import { verifyLedger } from "@/lib/credits/queries/verify";
import { SCOPES, type Scope } from "@/lib/identity/core/api-key";
import { createApiKey } from "@/lib/identity/mutations/api-keys";
import { createUser } from "@/lib/identity/mutations/users";
import { createWorkspace } from "@/lib/identity/mutations/workspaces";
import type { WorkspaceId } from "@/lib/identity/types";
import { newId } from "@/lib/platform/ids";

const HANDLERS: [RegExp, RouteHandler][] = [
  [/^GET \/balance$/, endpoint(readBalanceEndpoint, readBalance)],
  [/^GET \/rates$/, endpoint(readRatesEndpoint, readRates)],
  [/^POST \/quotes$/, endpoint(createQuoteEndpoint, createQuote)],
  [/^POST \/charges$/, endpoint(createChargeEndpoint, createCharge)],
  [/^POST \/holds$/, endpoint(createHoldEndpoint, createHold)],
  [/^GET \/holds\/([^/]+)$/, endpoint(readHoldEndpoint, readHold)],
  [/^POST \/holds\/([^/]+)\/capture$/, endpoint(captureHoldEndpoint, captureHold)],
  [/^POST \/holds\/([^/]+)\/release$/, endpoint(releaseHoldEndpoint, releaseHold)],
  [/^GET \/entries$/, endpoint(listEntriesEndpoint, listEntries)],
];

export type ApiResponse = { status: number; headers: Headers; body: Record<string, unknown> };
type Sent = { key?: string; secret?: string; headers?: Record<string, string>; raw?: BodyInit };

/** Sends a request through the gate, as a route does. */
export async function send(line: string, body: unknown, sent: Sent): Promise<ApiResponse> {
  const [method = "", address = ""] = line.split(" ");
  const named = `${method} ${address.split("?")[0]}`;
  const [pattern, handler] = HANDLERS.find(([one]) => one.test(named)) ?? [];
  const id = pattern?.exec(named)?.[1];
  if (!handler) throw new Error(`No endpoint ${line}.`);
  const request = new Request(`http://localhost/api/v1${address}`, {
    method,
    headers: headersOf(body, sent),
    ...(method === "POST" ? { body: sent.raw ?? JSON.stringify(body) } : {}),
  });
  const response = await handler(request, { params: Promise.resolve(id ? { id } : undefined) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const headersOf = (body: unknown, { secret, key, headers }: Sent): Record<string, string> => ({
  ...(secret ? { authorization: `Bearer ${secret}` } : {}),
  ...(key ? { "idempotency-key": key } : {}),
  ...(body === undefined ? {} : { "content-type": "application/json" }),
  ...headers,
});

/** A workspace with a key for everything. Amounts granted are in whole credits. */
export async function aProgram() {
  const email = `${newId()}@example.com`;
  const user = await createUser({ name: "Ines Carvalho", email, emailVerified: true });
  if (!user.ok) throw new Error("no user");
  const made = await createWorkspace({ name: "Alder", timeZone: "UTC", ownerId: user.userId });
  if (!made.ok) throw new Error("no workspace");
  const by = { workspaceId: made.workspaceId as WorkspaceId, userId: user.userId };
  const newKey = async (scopes: readonly Scope[] = SCOPES, name = "Nightly sync") => {
    const key = await createApiKey(by, { name, scopes, lifetime: null });
    if (!key.ok) throw new Error("no key");
    return key;
  };
  const { secret, apiKeyId } = await newKey();
  return {
    by,
    workspaceId: by.workspaceId,
    apiKeyId,
    secret,
    newKey,
    grant: async (amount: number, kind: Kind = "ai", expiresAt: Date | null = null) => {
      await mustPost(by.workspaceId, grant(amount * 100, { expiresAt }), kind);
    },
    /** With a new idempotency key unless one is given. */
    post: (path: string, body: unknown = {}, sent: Sent = {}) =>
      send(`POST ${path}`, body, { secret, key: newId(), ...sent }),
    get: (path: string, sent: Sent = {}) => send(`GET ${path}`, undefined, { secret, ...sent }),
    mustVerify: async (kind: Kind = "ai") => {
      const verdict = await verifyLedger(by.workspaceId, kind);
      if (!verdict.ok) throw new Error(verdict.difference);
    },
  };
}
