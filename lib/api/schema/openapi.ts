import { z } from "zod";
import type { JsonSchema } from "@/lib/api/core/fields";
import { PROBLEMS, type ProblemName } from "@/lib/api/core/problem";
import {
  balanceAnswer,
  chargeAnswer,
  entriesAnswer,
  entryAnswer,
  holdAnswer,
  movedHoldAnswer,
  problemAnswer,
  quoteAnswer,
  ratesAnswer,
} from "@/lib/api/schema/answers";
import { ENDPOINTS, type Endpoint, problemsOf } from "@/lib/api/schema/endpoints";
import { examples } from "@/lib/api/schema/examples";
import { PROBLEM_SCHEMAS, problemSchemaName } from "@/lib/api/schema/problems";
import {
  captureRequest,
  chargeRequest,
  holdRequest,
  quoteRequest,
  releaseRequest,
} from "@/lib/api/schema/requests";
import { alertWebhook } from "@/lib/credits/schema/alert-webhook";

const REQUESTS: Record<string, z.ZodType> = {
  QuoteRequest: quoteRequest,
  ChargeRequest: chargeRequest,
  HoldRequest: holdRequest,
  CaptureRequest: captureRequest,
  ReleaseRequest: releaseRequest,
};
/** What is answered, by name. */
export const OBJECTS: Record<string, z.ZodType> = {
  Balance: balanceAnswer,
  RateCard: ratesAnswer,
  Quote: quoteAnswer,
  Charge: chargeAnswer,
  Hold: holdAnswer,
  HoldMoved: movedHoldAnswer,
  Entry: entryAnswer,
  EntryList: entriesAnswer,
  Problem: problemAnswer,
};

/** The API's description, made from the very schemas that check what comes in and type what goes out. */
export function openApiDocument(address: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of ENDPOINTS) {
    const methods = paths[endpoint.path] ?? {};
    methods[endpoint.method.toLowerCase()] = operationOf(endpoint);
    paths[endpoint.path] = methods;
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Wellspent API",
      version: "1",
      summary: "A workspace's credits for its own programs.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: new URL("/api/v1", address).href }],
    externalDocs: { url: new URL("/developers", address).href },
    security: [{ apiKey: [] }],
    paths,
    webhooks: { alert: { post: ALERT } },
    components: {
      schemas: {
        ...converted(REQUESTS, "input"),
        ...converted({ ...OBJECTS, ...PROBLEM_SCHEMAS, Alert: alertWebhook }, "output"),
      },
      securitySchemes: { apiKey: { type: "http", scheme: "bearer" } },
      headers: HEADERS,
    },
  };
}

const HEADERS = {
  RateLimit: {
    description: 'What is left: "key";r=requests;t=seconds until all are back.',
    schema: { type: "string", pattern: '^"key";r=\\d+;t=\\d+$' },
  },
  "RateLimit-Policy": {
    description: 'How many requests a key has: "key";q=requests;w=seconds.',
    schema: { type: "string", pattern: '^"key";q=\\d+;w=\\d+$' },
  },
  "X-Request-Id": {
    description: "Names the request in our logs.",
    required: true,
    schema: { type: "string" },
  },
  "Idempotent-Replayed": {
    description: "true when this is the first answer to this key again.",
    schema: { type: "string", enum: ["true"] },
  },
  "Retry-After": {
    description: "Seconds to wait.",
    required: true,
    schema: { type: "integer", minimum: 1 },
  },
  "WWW-Authenticate": {
    description: "That a key is sent as a bearer token.",
    required: true,
    schema: { type: "string" },
  },
};

/** What a workspace's own address is sent. */
const ALERT = {
  operationId: "alert",
  summary: "An alert",
  description: "Signed, and sent again with the same id until it is answered with 2xx.",
  security: [],
  parameters: [
    {
      name: "Wellspent-Notice",
      in: "header",
      required: true,
      description: "The id of the alert: the same in every attempt.",
      schema: { type: "string", format: "uuid" },
    },
    {
      name: "Wellspent-Signature",
      in: "header",
      required: true,
      description:
        "t=<seconds since 1970>,v1=<HMAC-SHA256 of the time, a full stop and the body, keyed with the secret, in hex>.",
      schema: { type: "string", pattern: "^t=\\d+,v1=[0-9a-f]{64}$" },
    },
  ],
  requestBody: {
    required: true,
    content: {
      "application/json": {
        schema: { $ref: "#/components/schemas/Alert" },
        example: examples.alert,
      },
    },
  },
  responses: {
    "2XX": { description: "Taken. The body is not read, and a redirect is not followed." },
  },
};

const headerRefs = (...names: (keyof typeof HEADERS)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function operationOf(endpoint: Endpoint) {
  const { id, title, text, scope, status, body, answer, movesCredits, example } = endpoint;
  const usual = headerRefs("X-Request-Id", "RateLimit", "RateLimit-Policy");
  return {
    operationId: id,
    summary: title,
    description: scope ? `${text} Scope: ${scope}.` : text,
    parameters: [...pathParameters(endpoint), ...queryParameters(endpoint), ...keyHeader(endpoint)],
    ...(body
      ? {
          requestBody: {
            // No body counts as an empty object (see lib/platform/json-body.ts).
            required: !body.safeParse({}).success,
            content: {
              "application/json": { schema: refTo(body, REQUESTS), example: example.body },
            },
          },
        }
      : {}),
    responses: {
      [status]: {
        description: title,
        headers: movesCredits ? { ...usual, ...headerRefs("Idempotent-Replayed") } : usual,
        content: {
          "application/json": { schema: refTo(answer, OBJECTS), example: example.answer },
        },
      },
      ...problemResponses(problemsOf(endpoint)),
    },
  };
}

/** One response a status; its text names the codes it can carry, and each code has a schema of its own. */
function problemResponses(names: readonly ProblemName[]) {
  const statuses = [...new Set(names.map((name) => PROBLEMS[name].status))].toSorted();
  return Object.fromEntries(
    statuses.map((status) => {
      const own = names.filter((name) => PROBLEMS[name].status === status);
      return [
        status,
        {
          description: own.map((name) => `${name}: ${PROBLEMS[name].means}`).join("\n\n"),
          headers: headersOfProblem(status),
          content: { "application/problem+json": { schema: oneOfProblems(own) } },
        },
      ];
    }),
  );
}

function headersOfProblem(status: number) {
  if (status === 401) return headerRefs("X-Request-Id", "WWW-Authenticate");
  if (status === 500) return headerRefs("X-Request-Id");
  if (status === 503) return headerRefs("X-Request-Id", "Retry-After");
  const counted = headerRefs("X-Request-Id", "RateLimit", "RateLimit-Policy");
  return status === 429 ? { ...counted, ...headerRefs("Retry-After") } : counted;
}

function oneOfProblems(names: readonly ProblemName[]): JsonSchema {
  const referred = names.map((name) => [name, `#/components/schemas/${problemSchemaName(name)}`]);
  const [only, ...others] = referred;
  if (only && others.length === 0) return { $ref: only[1] };
  return {
    oneOf: referred.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName: "code", mapping: Object.fromEntries(referred) },
  };
}

const pathParameters = ({ path }: Endpoint) =>
  [...path.matchAll(/\{(\w+)}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));

/** The parameters of an address, each with its own schema. */
export function queryParameters({ query }: Endpoint) {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description ? { description } : {}),
    schema,
  }));
}

const keyHeader = ({ movesCredits }: Endpoint) =>
  movesCredits
    ? [
        {
          name: "Idempotency-Key",
          in: "header",
          required: true,
          description: "Names what is done: a repeat with the same key and body happens once.",
          schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
        },
      ]
    : [];

function refTo(schema: z.ZodType, among: Record<string, z.ZodType>): JsonSchema {
  const [name] = Object.entries(among).find(([, one]) => one === schema) ?? [];
  if (!name) throw new Error("A schema of an endpoint has no name in the API's description.");
  return { $ref: `#/components/schemas/${name}` };
}

const converted = (schemas: Record<string, z.ZodType>, io: "input" | "output") =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schemaOf(schema, io)]));

/** A schema as JSON Schema; those inside it that have a name of their own stand there by reference. */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  const made: JsonSchema = z.toJSONSchema(schema, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
  });
  // One with a name of its own is described as a reference to itself, beside its definition.
  const own = /^#\/\$defs\/(\w+)$/.exec(String(made.$ref))?.[1];
  const described = own ? ((made.$defs as Record<string, JsonSchema>)[own] ?? {}) : made;
  const { $schema: _, $defs: __, id: ___, ...rest } = described;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/'));
}
