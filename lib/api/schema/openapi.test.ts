import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { ENDPOINTS, type Endpoint } from "@/lib/api/schema/endpoints";
import { openApiDocument } from "@/lib/api/schema/openapi";
import { WEBHOOK_CHECK } from "@/lib/api/schema/webhook-check";
import { alertWebhook } from "@/lib/credits/schema/alert-webhook";

const document = openApiDocument("https://credits.example.com");
const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, "api");

const check = (name: string, value: unknown): unknown => {
  const validate = ajv.getSchema(`api#/components/schemas/${name}`);
  if (!validate) throw new Error(`No schema ${name}.`);
  return validate(value) ? [] : validate.errors;
};
const nameIn = (reference: unknown): string =>
  /#\/components\/schemas\/(\w+)/.exec(JSON.stringify(reference))?.[1] ?? "";

test("the description is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test("every reference in it leads somewhere", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(20);
  for (const [, path = ""] of references) {
    const found = path
      .split("/")
      .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], document);
    expect(found, path).toBeDefined();
  }
});

test("the example of an alert is what its schema says, in the description and in the code", () => {
  const { example, schema } = document.webhooks.alert.post.requestBody.content["application/json"];
  expect(alertWebhook.safeParse(example).error).toBeUndefined();
  expect(check(nameIn(schema), example)).toEqual([]);
  const { facts: _, ...without } = example;
  expect(check(nameIn(schema), without)).not.toEqual([]);
});

test("the check of a signature that the page shows is the one of docs/webhooks.md", () => {
  expect(readFileSync("docs/webhooks.md", "utf8")).toContain(`\`\`\`js\n${WEBHOOK_CHECK}\`\`\``);
});

describe.each(ENDPOINTS.map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]))(
  "%s",
  (_, endpoint) => {
    const operation = document.paths[endpoint.path]?.[endpoint.method.toLowerCase()] as {
      requestBody?: unknown;
      responses: Record<string, { content: unknown }>;
    };

    test("its examples are what its schemas say, in the description and in the code", () => {
      expect(endpoint.answer.safeParse(endpoint.example.answer).error).toBeUndefined();
      const answered = operation.responses[endpoint.status]?.content;
      expect(check(nameIn(answered), endpoint.example.answer)).toEqual([]);
      if (!endpoint.body) return;
      expect(endpoint.body.safeParse(endpoint.example.body).error).toBeUndefined();
      expect(check(nameIn(operation.requestBody), endpoint.example.body)).toEqual([]);
    });

    test("its body may be left out exactly where an empty object will do", () => {
      if (!endpoint.body) return;
      const { required } = operation.requestBody as { required: boolean };
      const faults = check(nameIn(operation.requestBody), {});
      if (required) expect(faults).not.toEqual([]);
      else expect(faults).toEqual([]);
    });

    test("an unknown field is as wrong for the description as for the code", () => {
      if (!endpoint.body) return;
      const body = { ...(endpoint.example.body as object), surprise: true };
      expect(endpoint.body.safeParse(body).success).toBe(false);
      expect(check(nameIn(operation.requestBody), body)).not.toEqual([]);
    });
  },
);
