import { createHash } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, inject, test } from "vitest";
import { refusalProblem } from "@/lib/api/core/refusal";
import { endpoint } from "@/lib/api/gates";
import { type ApiResponse, aProgram, send } from "@/lib/api/mutations/testing";
import { Contract } from "@/lib/api/schema/contract/testing";
import { ENDPOINTS, type Endpoint } from "@/lib/api/schema/endpoints";
import { openApiDocument } from "@/lib/api/schema/openapi";
import { credits, KINDS } from "@/lib/credits/core/amount";
import { post } from "@/lib/credits/mutations/door";
import { revokeApiKey } from "@/lib/identity/mutations/api-keys";
import { switchSourcing } from "@/lib/leads/mutations/sourcing";
import { clock } from "@/lib/platform/clock";
import { pool } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

/** Every answer of every endpoint against the description that is served: openapi.json is what the API does. */

const contract = new Contract(
  JSON.parse(JSON.stringify(openApiDocument("https://credits.example.com"))),
);

/** Answers of the gate alone: it is the server that adds the request's id. */
function mustKeep(line: string, { status, headers, body }: ApiResponse): void {
  const [method = "", path = ""] = line.split(" ");
  const served = new Headers(headers);
  served.set("x-request-id", "c0ffee00deadbeef");
  const { request_id: _, ...told } = body;
  const answered = { method, path, status, headers: served, body: told };
  expect(contract.breaches(answered), `${line} ${JSON.stringify(body)}`).toEqual([]);
}

const OWN = { operation: "custom:crawl", kind: "ai", amount: "1.00" };
const WORK = { operation: "dm_premium", quantity: 2, inputs: { words: 950, contextItems: 3 } };
const SOURCING = { operation: "lead_sourcing", quantity: 3 };

let program: Awaited<ReturnType<typeof aProgram>>;
let poor: Awaited<ReturnType<typeof aProgram>>;
beforeAll(async () => {
  program = await aProgram();
  poor = await aProgram();
  for (const kind of KINDS) await program.grant(100_000, kind);
});

async function requestAsDescribed(
  line: string,
  body?: unknown,
  sent: Parameters<typeof send>[2] = {},
) {
  const response = await send(line, body, { secret: program.secret, key: newId(), ...sent });
  mustKeep(line, response);
  return response;
}

const mustRefuse = async (line: string, body: unknown, code: string, sent = {}) =>
  expect((await requestAsDescribed(line, body, sent)).body.code, line).toBe(code);

const aHold = async (body: object = OWN): Promise<string> =>
  String((await requestAsDescribed("POST /holds", body)).body.id);

test("what is asked well is answered as described, first and again", async () => {
  await requestAsDescribed("GET /balance");
  await requestAsDescribed("GET /rates");
  await requestAsDescribed("POST /quotes", WORK);
  await requestAsDescribed("POST /quotes", {
    operation: "dm_premium",
    quantity: { min: 1, likely: 2, max: 5 },
  });
  for (const body of [OWN, WORK, { ...OWN, subject: "Café", inputs: { pages: 3 }, quantity: 2 }]) {
    const key = newId();
    const first = await requestAsDescribed("POST /charges", body, { key });
    const again = await requestAsDescribed("POST /charges", body, { key });
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  }
  for (const body of [OWN, WORK]) {
    const id = await aHold(body);
    await requestAsDescribed(`GET /holds/${id}`);
    await requestAsDescribed(`POST /holds/${id}/capture`, { amount: "0.40" });
    await requestAsDescribed(`POST /holds/${id}/release`, {});
    await requestAsDescribed(`GET /holds/${id}`);
  }
  await requestAsDescribed(`POST /holds/${await aHold(WORK)}/capture`, {
    ...WORK,
    operation: undefined,
  });
  await requestAsDescribed(`POST /holds/${await aHold()}/capture`, {});
  const { body } = await requestAsDescribed("GET /entries?limit=100");
  const types = new Set((body.data as { type: string }[]).map(({ type }) => type));
  expect(types).toEqual(new Set(["grant", "charge"]));
});

test("what the gate refuses is refused as described, at every endpoint", async () => {
  const revoked = await program.newKey();
  await revokeApiKey(program.by, revoked.apiKeyId);
  const spent = await program.newKey();
  await send("GET /rates", undefined, { secret: spent.secret });
  const counted = createHash("sha256").update(spent.apiKeyId).digest("base64url");
  await pool("limits").query("update rate_limit set points = 1200 where key = $1", [
    `api:key:${counted}`,
  ]);
  const all = ["balance:read", "entries:read", "quotes:create", "credits:spend"] as const;

  for (const { method, path, scope, movesCredits, body } of ENDPOINTS) {
    const line = `${method} ${path.replace("{id}", newId())}`;
    const said = body ? {} : undefined;
    await mustRefuse(line, said, "unauthenticated", { secret: revoked.secret });
    await mustRefuse(line, said, "rate_limited", { secret: spent.secret });
    await mustRefuse(
      `${line}?no=1`,
      { ...OWN, ...WORK, kind: undefined, amount: undefined },
      "invalid_request",
    );
    if (scope) {
      const without = await program.newKey(all.filter((one) => one !== scope));
      await mustRefuse(line, said, "missing_scope", { secret: without.secret });
    }
    if (movesCredits) await mustRefuse(line, said, "missing_idempotency_key", { key: "" });
    if (!body) continue;
    await mustRefuse(line, said, "malformed_json", { raw: "{" });
    await mustRefuse(line, said, "body_too_large", { raw: " ".repeat(70_000) });
    const headers = { "content-type": "text/plain" };
    await mustRefuse(line, said, "unsupported_media_type", { headers });
  }
});

test("what the ledger refuses is refused as described", async () => {
  for (const line of ["POST /charges", "POST /holds"]) {
    await mustRefuse(line, OWN, "insufficient_credits", { secret: poor.secret });
    await mustRefuse(line, { ...WORK, max_amount: "0.01" }, "price_above_max");
    await mustRefuse(line, { ...WORK, inputs: { surprise: 1 } }, "invalid_request");
    const key = newId();
    await requestAsDescribed(line, OWN, { key });
    await mustRefuse(line, { ...OWN, amount: "2.00" }, "idempotency_key_reused", { key });
    await switchSourcing(program.workspaceId, { enabled: false, by: newId(), now: clock.now() });
    await mustRefuse(line, SOURCING, "sourcing_paused");
    await switchSourcing(program.workspaceId, { enabled: true, by: newId(), now: clock.now() });
    const capped = await program.newKey();
    await post(program.workspaceId, "ai", {
      type: "set_cap",
      scope: "member",
      target: `api_key:${capped.apiKeyId}`,
      cap: { amount: credits(10), mode: "block" },
      key: newId(),
      actor: { type: "system" },
      reason: "Test",
    });
    await mustRefuse(line, OWN, "cap_reached", { secret: capped.secret });
  }
  const used = newId();
  await requestAsDescribed("POST /charges", OWN, { key: used });
  for (const end of ["capture", "release"]) {
    const at = (id: string) => `POST /holds/${id}/${end}`;
    await mustRefuse(at(newId()), {}, "not_found");
    await mustRefuse(at("no-uuid"), {}, "not_found");
    await mustRefuse(at(await aHold()), {}, "idempotency_key_reused", { key: used });
    const ended = await aHold();
    await requestAsDescribed(`POST /holds/${ended}/release`, {});
    await mustRefuse(at(ended), {}, "hold_ended");
    const lapsed = await aHold({ ...OWN, lapses_in_seconds: 60 });
    const now = clock.now;
    clock.now = () => new Date(Date.now() + 61_000);
    await mustRefuse(at(lapsed), {}, "hold_ended");
    clock.now = now;
  }
  await mustRefuse("GET /holds/no-uuid", undefined, "not_found");
  await mustRefuse(`POST /holds/${await aHold()}/capture`, { amount: "1.01" }, "exceeds_hold");
  await mustRefuse(`POST /holds/${await aHold()}/capture`, { quantity: 1 }, "invalid_request");
});

/** What cannot be asked for: a fault of ours, a database that is away, a refusal of a ledger to come. */
test("what fails here is told as described", async () => {
  const faults: [Endpoint["problems"][number], () => Promise<never>][] = [
    ["internal", () => Promise.reject(new Error("a bug"))],
    ["unavailable", () => Promise.reject(new AppError("unavailable"))],
  ];
  const refused = async () => refusalProblem({ ok: false, reason: "to_come" } as never);
  for (const definition of ENDPOINTS) {
    const { method, path, example, body } = definition;
    const handlers = definition.problems.includes("refused") ? [refused] : [];
    for (const handle of [...handlers, ...faults.map(([, fail]) => fail)]) {
      const request = new Request(`http://localhost/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${program.secret}`,
          "idempotency-key": newId(),
          "content-type": "application/json",
        },
        ...(body ? { body: JSON.stringify(example.body) } : {}),
      });
      const params = Promise.resolve({ id: newId() });
      const response = await endpoint(definition, handle)(request, { params });
      const { status, headers } = response;
      mustKeep(`${method} ${path}`, { status, headers, body: await response.json() });
    }
  }
});

test("nothing is described that was not seen in these tests", () => {
  expect(contract.described().toSorted()).toEqual([...contract.seen].toSorted());
});

const anyJson = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ENDPOINTS.map(({ example }) => example.body)) },
  fc.jsonValue(),
);
const anyBody = fc
  .tuple(anyJson, fc.dictionary(fc.string(), fc.jsonValue()))
  .map(([body, more]) =>
    body !== null && typeof body === "object" && !Array.isArray(body) ? { ...body, ...more } : body,
  );
const anyField = fc.record({
  field: fc.constantFrom("operation", "kind", "amount", "quantity", "inputs", "subject", "settle"),
  value: fc.oneof(fc.jsonValue(), fc.string(), fc.double(), fc.constantFrom("1.00", "-1", "1e9")),
});

test("whatever is sent, the answer is one of those that are described, and no fault", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        ...ENDPOINTS.map(({ method, path, body }) => ({ method, path, takes: !!body })),
      ),
      anyBody,
      fc.array(anyField, { maxLength: 2 }),
      fc.option(fc.string({ unit: "grapheme" }), { nil: undefined }),
      async ({ method, path, takes }, body, fields, query) => {
        const line = `${method} ${path.replace("{id}", newId())}${query ? `?${encodeURIComponent(query)}` : ""}`;
        const changed = fields.reduce(
          (all, { field, value }) => ({ ...(all as object), [field]: value }),
          body,
        );
        const response = await requestAsDescribed(line, takes ? (changed ?? null) : undefined);
        expect(response.status).toBeLessThan(500);
      },
    ),
    { numRuns: 250 * inject("effort").factor, seed: inject("effort").seed },
  );
});
