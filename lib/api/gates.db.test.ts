import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, expect, test } from "vitest";
import { methods, unknownAddress } from "@/lib/api/gates";
import { aProgram, send } from "@/lib/api/mutations/testing";
import { ENDPOINTS, type Endpoint } from "@/lib/api/schema/endpoints";
import { revokeApiKey } from "@/lib/identity/mutations/api-keys";
import { apiKeysOf } from "@/lib/identity/queries/api-keys";
import { inWorkspace, pool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { logRequests } from "@/lib/platform/request-log";

const OWN = { operation: "custom:crawl", kind: "ai", amount: "1.00" };
let program: Awaited<ReturnType<typeof aProgram>>;
beforeAll(async () => {
  program = await aProgram();
  await program.grant(1_000);
});

const lineOf = ({ method, path }: Endpoint) => `${method} ${path.replace("{id}", newId())}`;

test.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))(
  "%s lets nobody in without a valid key",
  async (_, endpoint) => {
    const body = endpoint.method === "POST" ? {} : undefined;
    const strangers = [
      {},
      { secret: "ws_live_short" },
      { secret: `ws_live_${"A".repeat(43)}` },
      { headers: { authorization: `Basic ${program.secret}` } },
      { headers: { cookie: `authjs.session-token=${program.secret}` } },
    ];
    for (const stranger of strangers) {
      const response = await send(lineOf(endpoint), body, stranger);
      expect(response).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
  },
);

test.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))(
  "%s needs its scope, and no other",
  async (_, endpoint) => {
    const body = endpoint.method === "POST" ? {} : undefined;
    const { scope } = endpoint;
    if (!scope) return;
    const others = (
      ["balance:read", "entries:read", "quotes:create", "credits:spend"] as const
    ).filter((one) => one !== scope);
    const without = await program.newKey(others);
    const refused = await send(lineOf(endpoint), body, { secret: without.secret, key: newId() });
    expect(refused).toMatchObject({ status: 403, body: { code: "missing_scope", scope } });

    const only = await program.newKey([scope]);
    const allowed = await send(lineOf(endpoint), body, { secret: only.secret, key: newId() });
    expect([200, 404, 422]).toContain(allowed.status);
  },
);

test("a key that is in use is listed, so that it can be revoked, however many have run out since", async () => {
  const crowded = await aProgram();
  const { workspaceId, by } = crowded;
  const { apiKeyId } = await crowded.newKey(["balance:read"], "Oldest of all");
  const now = Date.now();
  await inWorkspace(workspaceId, (tx) =>
    tx.apiKey.createMany({
      data: Array.from({ length: 250 }, (_, index) => ({
        workspaceId,
        id: newId(),
        name: `Ran out ${index}`,
        scopes: ["balance:read"],
        ending: "abcd",
        createdBy: by.userId,
        createdAt: new Date(now + index),
        expiresAt: new Date(now + 1_000),
      })),
    }),
  );
  const keys = await apiKeysOf(workspaceId, new Date(now + 2_000));
  expect(keys.map(({ id }) => id)).toContain(apiKeyId);
  expect(keys).toHaveLength(200);
});

test("a revoked key is nobody's from its next call on, and keeps its name", async () => {
  const { secret, apiKeyId } = await program.newKey(["balance:read"], "Old script");
  expect((await program.get("/balance", { secret })).status).toBe(200);
  expect(await revokeApiKey(program.by, apiKeyId)).toBe(true);
  expect(await program.get("/balance", { secret })).toMatchObject({
    status: 401,
    body: { detail: "This key was revoked." },
  });
  expect(await revokeApiKey(program.by, apiKeyId)).toBe(false);
  const keys = await apiKeysOf(program.workspaceId, new Date());
  expect(keys.find(({ id }) => id === apiKeyId)).toMatchObject({
    name: "Old script",
    state: "revoked",
  });
});

test("a key that has run out is nobody's", async () => {
  const { secret, apiKeyId } = await program.newKey(["balance:read"]);
  await pool("ledger").query("update api_key_secret set expires_at = now() where api_key = $1", [
    apiKeyId,
  ]);
  expect(await program.get("/balance", { secret })).toMatchObject({
    status: 401,
    body: { detail: "This key has run out." },
  });
});

test("the secret is nowhere in the database, only its hash", async () => {
  const { rows } = await pool("ledger").query("select * from api_key_secret");
  const keys = await inWorkspace(program.workspaceId, (tx) => tx.apiKey.findMany());
  expect(JSON.stringify([rows, keys])).not.toContain(program.secret);
  expect(JSON.stringify(rows)).toMatch(/[0-9a-f]{64}/);
});

test("when a key was last used is recorded", async () => {
  await program.get("/rates");
  const keys = await apiKeysOf(program.workspaceId, new Date());
  expect(keys.find(({ id }) => id === program.apiKeyId)?.lastUsedAt).toBeInstanceOf(Date);
});

test("the last request of a budget is let in and the next is not; a refusal counts, a stranger's does not", async () => {
  const { secret, apiKeyId } = await program.newKey(["balance:read"]);
  await program.get("/rates", { secret });
  const counted = createHash("sha256").update(apiKeyId).digest("base64url");
  const spend = "update rate_limit set points = $2 where key = $1";
  await pool("limits").query(spend, [`api:key:${counted}`, 1_197]);
  const left = async (line: string, sent: object) => {
    const { status, headers } = await send(line, undefined, { secret, ...sent });
    return [status, /r=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1]];
  };
  expect(await left("GET /entries", {})).toEqual([403, "2"]);
  expect(await left("GET /rates", { secret: `ws_live_${"B".repeat(43)}` })).toEqual([
    401,
    undefined,
  ]);
  expect(await left("GET /rates?no=1", {})).toEqual([422, "1"]);
  expect(await left("GET /rates", {})).toEqual([200, "0"]);
  expect(await left("GET /rates", {})).toEqual([429, "0"]);
  // The window is over: all are back.
  await pool("limits").query("update rate_limit set expire = 1 where key = $1", [
    `api:key:${counted}`,
  ]);
  expect(await left("GET /rates", {})).toEqual([200, "1199"]);
});

test("every answer tells the budget, and beyond it a key is refused until the window ends", async () => {
  const { secret, apiKeyId } = await program.newKey(["balance:read"]);
  const first = await program.get("/rates", { secret });
  expect(first.headers.get("ratelimit-policy")).toBe('"key";q=1200;w=60');
  expect(first.headers.get("ratelimit")).toMatch(/^"key";r=1199;t=\d+$/);

  const counted = createHash("sha256").update(apiKeyId).digest("base64url");
  const spent = "update rate_limit set points = 1200 where key = $1";
  expect((await pool("limits").query(spent, [`api:key:${counted}`])).rowCount).toBe(1);
  const refused = await program.get("/rates", { secret });
  expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
  expect(refused.headers.get("ratelimit")).toMatch(/^"key";r=0;t=\d+$/);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});

test.each([
  ["text", { raw: "{}", headers: { "content-type": "text/plain" } }, 415, "unsupported_media_type"],
  [
    "a form",
    { raw: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "unsupported_media_type",
  ],
  ["half an object", { raw: '{"operation":' }, 400, "malformed_json"],
  ["two objects", { raw: "{}{}" }, 400, "malformed_json"],
  ["a member named __proto__", { raw: '{"inputs":{"__proto__":1}}' }, 400, "malformed_json"],
  ["two amounts", { raw: '{"amount":"1.00","amount":"500.00"}' }, 400, "malformed_json"],
  ["one name in two spellings", { raw: '{"inputs":{"a":1,"\\u0061":2}}' }, 400, "malformed_json"],
  ["bytes that are no UTF-8", { raw: new Uint8Array([0x22, 0xff, 0x22]) }, 400, "malformed_json"],
  ["65 KiB", { raw: JSON.stringify({ subject: "x".repeat(65 * 1024) }) }, 413, "body_too_large"],
  ["null", { raw: "null" }, 422, "invalid_request"],
  [
    "names that come again elsewhere, and colons in strings",
    { raw: '{"a":[{"a":":\\":"},{"a":"\\\\"}],"":{"":[1,"::"]}}' },
    422,
    "invalid_request",
  ],
])("a body of %s is refused", async (_, sent, status, code) => {
  const response = await program.post("/charges", {}, sent);
  expect(response).toMatchObject({ status, body: { code, status } });
  expect(response.body.type).toMatch(/\/developers#problem-[a-z-]+$/);
});

test("a parameter that is unknown or out of range is named", async () => {
  for (const [address, parameter] of [
    ["/balance?kind=ai", "kind"],
    ["/entries?limit=101", "limit"],
    ["/entries?from=2026-02-30", "from"],
    ["/entries?from=2026-02-02&to=2026-02-01", "to"],
    ["/entries?cursor=ai-0", "cursor"],
    ["/entries?api_key=x", "api_key"],
    ["/entries?kind=ai&kind=lead", "kind"],
    ["/entries?limit=0x10", "limit"],
    ["/entries?limit=1e1", "limit"],
    ["/entries?limit=", "limit"],
  ] as const) {
    const response = await program.get(address);
    expect(response, address).toMatchObject({ status: 422, body: { errors: [{ parameter }] } });
  }
});

test("an address says which methods it has, to whoever asks for others or for them", async () => {
  const address = methods({ GET: unknownAddress });
  const context = { params: Promise.resolve(undefined) };
  const ask = (method: "OPTIONS" | "DELETE") =>
    address[method](new Request("http://localhost/api/v1/balance", { method }), context);
  const refused = await ask("DELETE");
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
  expect(await refused.json()).toMatchObject({ code: "method_not_allowed" });
  const response = await ask("OPTIONS");
  expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
});

test.each([
  ["1 character", "k", 422],
  ["255 characters", "k".repeat(255), 422],
  ["256 characters", "k".repeat(256), 400],
  ["10,000 characters", "k".repeat(10_000), 400],
  ["letters that are no ASCII", "cl\u00e9", 400],
  ["a space", "a b", 400],
  ["two keys", "a, b", 400],
])("an idempotency key of %s is answered as documented", async (_, key, status) => {
  expect((await program.post("/charges", {}, { key })).status).toBe(status);
});

test("the pages of the history hold every entry once, filtered as asked", async () => {
  const writer = await aProgram();
  await writer.grant(100);
  await writer.grant(100, "lead");
  for (let turn = 0; turn < 7; turn += 1) {
    await writer.post("/charges", { ...OWN, kind: turn % 2 ? "lead" : "ai" });
  }
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const response = await writer.get(`/entries?limit=2${cursor ? `&cursor=${cursor}` : ""}`);
    seen.push(...(response.body.data as { id: string }[]).map(({ id }) => id));
    cursor = response.body.next_cursor as string | null;
  }
  expect(seen).toHaveLength(9);
  expect(new Set(seen).size).toBe(9);
  const count = async (filter: string) =>
    ((await writer.get(`/entries?${filter}`)).body.data as unknown[]).length;
  expect(await count("kind=lead")).toBe(4);
  expect(await count("operation=custom:crawl")).toBe(7);
  expect(await count("operation=grant")).toBe(2);
  expect(await count("from=2020-01-01&to=2020-01-02")).toBe(0);
});

test("guesses of a key are counted by the address that connects, whatever a client says of itself", async () => {
  logRequests();
  const server = createServer(async ({ headers }, response) => {
    const told = await send("GET /balance", undefined, { headers: headers as never });
    response.writeHead(told.status).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const guess = async (forwardedFor: string) => {
    const headers = { "x-forwarded-for": forwardedFor, "x-client-address": forwardedFor };
    return (await fetch(`http://127.0.0.1:${port}/`, { headers })).status;
  };
  expect(await guess("6.6.6.6")).toBe(401);
  const counted = createHash("sha256").update("127.0.0.1").digest("base64url");
  const spent = "update rate_limit set points = 600 where key = $1";
  expect((await pool("limits").query(spent, [`api:refused:${counted}`])).rowCount).toBe(1);
  expect(await Promise.all(["6.6.6.7", "203.0.113.9"].map(guess))).toEqual([429, 429]);
  server.closeAllConnections();
  server.close();
});
