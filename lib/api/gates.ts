import type { z } from "zod";
import { bodyErrors, queryErrors } from "@/lib/api/core/field-errors";
import { IDEMPOTENCY_KEY } from "@/lib/api/core/idempotency";
import { PROBLEMS, type Problem, problem, problemBody } from "@/lib/api/core/problem";
import type { Endpoint } from "@/lib/api/schema/endpoints";
import { readForm } from "@/lib/api/schema/forms";
import { noQuery } from "@/lib/api/schema/requests";
import type { Call, Reply } from "@/lib/api/types";
import { noteApiKeyUse } from "@/lib/identity/mutations/api-keys";
import { type Caller, findCaller } from "@/lib/identity/queries/api-keys";
import { apiSecretSchema } from "@/lib/identity/schema";
import { addressOf } from "@/lib/platform/client-address";
import { clock } from "@/lib/platform/clock";
import { isTransient } from "@/lib/platform/database-errors";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { readJson } from "@/lib/platform/json-body";
import { logger } from "@/lib/platform/logger";
import { type Allowance, limit, spendAllowance } from "@/lib/platform/rate-limit";

/** The gate of the public API: a key is no session, and no cookie opens it. */

const LARGEST_BODY = 64 * 1024;
const RETRY_AFTER = { "retry-after": "5" };

// An address without places has no params when it is served, whatever the framework's types say.
type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
export type RouteHandler = (request: Request, context: Context) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
type Methods = Record<Method, RouteHandler>;

/** The handlers of an address: those it has, what tells them, and for every other method the problem that says so. */
export function methods(own: Partial<Omit<Methods, "OPTIONS">>): Methods {
  const names = Object.keys(own);
  // HEAD is GET without its body: the framework answers it.
  const allow = [...names, ...(own.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
  const refuse: RouteHandler = async (request) =>
    problemResponse(
      request,
      problem("method_not_allowed", `This address takes ${names.join(", ")}.`, {}, { allow }),
    );
  const tell: RouteHandler = async () => new Response(null, { status: 204, headers: { allow } });
  const others = { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
  return { ...others, OPTIONS: tell, ...own };
}

/** Every method of an address that does not exist. */
export const unknownAddress: RouteHandler = async (request) =>
  problemResponse(request, problem("not_found", "The API has no such address."));

/** A request with a method that no address has, whatever its address. */
export const unknownMethod: RouteHandler = async (request) =>
  problemResponse(request, problem("unknown_method", "No address has this method."));

/**
 * A route handler: finds out who calls, counts it, refuses what the key or the request is not good for, and hands the
 * rest to `handle`. Every answer is JSON, every refusal a problem, and a fault says nothing of itself.
 */
export function endpoint<Body extends z.ZodType, Query extends z.ZodType>(
  definition: Endpoint<Body, Query>,
  handle: (call: Call<z.output<Body>, z.output<Query>>) => Promise<Reply<z.output<z.ZodType>>>,
): RouteHandler {
  return async (request, context) => {
    try {
      const known = await letIn(request, definition);
      if (!known.ok) return problemResponse(request, known);
      const { caller, headers } = known;
      const read = await readCall(request, context, definition, caller);
      const reply = read.ok ? await handle(read.call) : read;
      if (!reply.ok) return problemResponse(request, reply, headers);
      const replayed = reply.replayed ? { "idempotent-replayed": "true" } : {};
      return json(reply.answer, definition.status, { ...headers, ...replayed });
    } catch (error) {
      return problemResponse(request, faultOf(error));
    }
  };
}

type LetIn = { ok: true; caller: Caller; headers: Record<string, string> };

/** Who calls, when their key is good for this endpoint and has requests left. Every call of a key counts. */
async function letIn(request: Request, { scope }: Endpoint): Promise<LetIn | Problem> {
  const known = await callerOf(request);
  if (!known.ok) return known;
  const { caller } = known;
  const allowance = await spendAllowance("api:key", caller.apiKeyId);
  const headers = rateHeaders(allowance);
  if (!allowance.ok) return tooMany(allowance, headers);
  await noteApiKeyUse(caller);
  return scope === null || caller.scopes.includes(scope)
    ? { ok: true, caller, headers }
    : problem("missing_scope", `This key was made without ${scope}.`, { scope }, headers);
}

async function callerOf(request: Request): Promise<{ ok: true; caller: Caller } | Problem> {
  const [, secret] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const formed = apiSecretSchema.safeParse(secret);
  const caller = formed.success ? await findCaller(formed.data, clock.now()) : null;
  if (caller?.state === "active") return { ok: true, caller };

  const from = addressOf(request.headers);
  const tries = await limit("api:refused", from);
  if (!tries.ok) {
    const wait = { "retry-after": String(tries.retryAfterSeconds) };
    return problem("rate_limited", "Too many requests without a valid key.", {}, wait);
  }
  return problem(
    "unauthenticated",
    whyNobody(secret, caller),
    {},
    {
      "www-authenticate": 'Bearer realm="Wellspent API"',
    },
  );
}

function whyNobody(secret: string | undefined, caller: Caller | null): string {
  if (caller?.state === "revoked") return "This key was revoked.";
  if (caller?.state === "expired") return "This key has run out.";
  return secret
    ? "This is not the key of any workspace."
    : "Send Authorization: Bearer followed by a key.";
}

const tooMany = (
  { points, windowSeconds, resetSeconds }: Allowance,
  headers: Record<string, string>,
): Problem =>
  problem(
    "rate_limited",
    `A key may call ${points} times in ${windowSeconds} seconds. Nothing was changed.`,
    {},
    { ...headers, "retry-after": String(resetSeconds) },
  );

/** As in draft-ietf-httpapi-ratelimit-headers: the policy, and what is left of it. */
const rateHeaders = ({ points, windowSeconds, remaining, resetSeconds }: Allowance) => ({
  "ratelimit-policy": `"key";q=${points};w=${windowSeconds}`,
  ratelimit: `"key";r=${remaining};t=${resetSeconds}`,
});

async function readCall<Body extends z.ZodType, Query extends z.ZodType>(
  request: Request,
  context: Context,
  definition: Endpoint<Body, Query>,
  caller: Caller,
): Promise<{ ok: true; call: Call<z.output<Body>, z.output<Query>> } | Problem> {
  const key = request.headers.get("idempotency-key") ?? "";
  if (definition.movesCredits && !IDEMPOTENCY_KEY.test(key)) return keyless(key);
  const body = definition.body ? await readBody(request, definition.body) : null;
  if (body && !body.ok) return body;
  const query = readQuery(request, definition.query ?? noQuery);
  if (!query.ok) return query;
  const params = Object.entries((await context.params) ?? {}).map(([name, value]) => [
    name,
    String(value),
  ]);
  return {
    ok: true,
    call: {
      caller,
      body: body?.value as z.output<Body>,
      query: query.value as z.output<Query>,
      params: Object.fromEntries(params),
      idempotencyKey: definition.movesCredits ? key : "",
    },
  };
}

/** The parameters of the address. One that is given twice is refused: which of the two was meant? */
function readQuery<Query extends z.ZodType>(
  request: Request,
  schema: Query,
): { ok: true; value: z.output<Query> } | Problem {
  const given = [...new URL(request.url).searchParams];
  const names = given.map(([name]) => name);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) {
    const detail = "Given more than once.";
    return invalid([...new Set(twice)].map((parameter) => ({ parameter, detail })));
  }
  const query = schema.safeParse(Object.fromEntries(given));
  return query.success ? { ok: true, value: query.data } : invalid(queryErrors(query.error.issues));
}

const keyless = (key: string): Problem =>
  problem(
    "missing_idempotency_key",
    key === ""
      ? "Send an Idempotency-Key header: a repeat with the same key is then charged once."
      : "An Idempotency-Key is 1 to 255 printable ASCII characters without spaces.",
  );

async function readBody<Body extends z.ZodType>(
  request: Request,
  schema: Body,
): Promise<{ ok: true; value: z.output<Body> } | Problem> {
  const read = await readJson(request, LARGEST_BODY);
  if (!read.ok) {
    if (read.reason === "too_large") return problem("body_too_large", "At most 64 KiB are read.");
    return read.reason === "not_json"
      ? problem("unsupported_media_type", "Send Content-Type: application/json.")
      : problem(
          "malformed_json",
          "The body is not one JSON value in UTF-8, names a member twice, or has one named __proto__.",
        );
  }
  const body = readForm(schema, read.value);
  return body.ok ? body : invalid(bodyErrors(body.issues));
}

const invalid = (errors: ReturnType<typeof bodyErrors>): Problem =>
  problem("invalid_request", "Nothing was changed. The member errors names what is wrong.", {
    errors,
  });

/** The problem for a fault: the database is away, or something failed. Never the details. */
function faultOf(error: unknown): Problem {
  const away = error instanceof AppError ? error.code === "unavailable" : isTransient(error);
  if (away) {
    logger.warn({ err: error }, "an API request found no database");
    return problem("unavailable", "The credits database is out of reach.", {}, RETRY_AFTER);
  }
  logger.error({ err: error }, "an API request failed");
  return problem("internal", "Something failed that should not have. It is logged.");
}

function problemResponse(request: Request, refused: Problem, headers = {}): Response {
  const requestId = request.headers.get("x-request-id");
  const body = problemBody(refused, { address: env.APP_URL, requestId });
  return json(body, PROBLEMS[refused.problem].status, {
    ...headers,
    ...refused.headers,
    "content-type": "application/problem+json",
  });
}

const json = (body: unknown, status: number, headers: Record<string, string>): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
