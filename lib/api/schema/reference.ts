import { type Field, type Form, fieldsOf, formsOf, type JsonSchema } from "@/lib/api/core/fields";
import type { ProblemName } from "@/lib/api/core/problem";
import { ENDPOINTS, type Endpoint, problemsOf } from "@/lib/api/schema/endpoints";
import { examples } from "@/lib/api/schema/examples";
import { OBJECTS, queryParameters, schemaOf } from "@/lib/api/schema/openapi";
import { WEBHOOK_CHECK } from "@/lib/api/schema/webhook-check";
import { alertWebhook } from "@/lib/credits/schema/alert-webhook";
import type { Scope } from "@/lib/identity/core/api-key";

/** An endpoint as the page of the API shows it. */
export type EndpointView = {
  id: string;
  method: string;
  path: string;
  title: string;
  text: string;
  scope: Scope | null;
  movesCredits: boolean;
  status: number;
  forms: Form[];
  parameters: Field[];
  request: string;
  answer: string;
  problems: ProblemName[];
};

export type ObjectView = { name: string; text: string; fields: Field[] };

type ToldAlert = JsonSchema & {
  title: string;
  properties: { type: { const: string }; facts?: JsonSchema };
};

/**
 * What a workspace's own address is sent: the fields that each alert has, what each kind of alert tells besides, one in
 * full, and how its signature is checked.
 */
export type WebhookView = {
  fields: Field[];
  facts: (Form & { type: string })[];
  example: string;
  check: string;
};

/** What the page of the API shows, from the same schemas as the description for machines. */
export const referenceOf = (
  address: string,
): { endpoints: EndpointView[]; objects: ObjectView[]; webhook: WebhookView } => ({
  endpoints: ENDPOINTS.map((endpoint) => viewOf(endpoint, address)),
  objects: Object.entries(OBJECTS).map(([name, schema]) => {
    const { description, ...object } = schemaOf(schema, "output");
    return { name, text: String(description ?? ""), fields: fieldsOf(object) };
  }),
  webhook: webhookView(),
});

function webhookView(): WebhookView {
  const schemas = alertWebhook.options.map((option) => schemaOf(option, "output") as ToldAlert);
  const alerts = schemas.map(({ title, properties: { type, facts } }) => ({
    title,
    type: type.const,
    fields: facts ? fieldsOf(facts) : [],
  }));
  const [first] = schemas;
  return {
    fields: first ? fieldsOf(first).filter(({ name }) => name !== "facts") : [],
    facts: alerts,
    example: JSON.stringify(examples.alert, null, 2),
    check: WEBHOOK_CHECK,
  };
}

const viewOf = (endpoint: Endpoint, address: string): EndpointView => ({
  id: endpoint.id,
  method: endpoint.method,
  path: endpoint.path,
  title: endpoint.title,
  text: endpoint.text,
  scope: endpoint.scope,
  movesCredits: endpoint.movesCredits,
  status: endpoint.status,
  forms: endpoint.body ? formsOf(schemaOf(endpoint.body, "input")) : [],
  parameters: fieldsOf({
    properties: Object.fromEntries(
      queryParameters(endpoint).map(({ name, schema, description }) => [
        name,
        { ...schema, description },
      ]),
    ),
  }),
  request: curl(endpoint, address),
  answer: JSON.stringify(endpoint.example.answer, null, 2),
  problems: problemsOf(endpoint),
});

/** The request of the example, to be pasted into a shell in which WELLSPENT_KEY is set. */
function curl({ method, path, body, movesCredits, example }: Endpoint, address: string): string {
  const url = new URL(`/api/v1${path.replace("{id}", "$HOLD_ID")}`, address).href;
  const sent = body ? JSON.stringify(example.body, null, 2) : null;
  return [
    `curl${method === "POST" ? " -X POST" : ""} "${url}"`,
    '-H "Authorization: Bearer $WELLSPENT_KEY"',
    ...(movesCredits ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(sent ? ['-H "Content-Type: application/json"', `-d '${sent}'`] : []),
  ].join(" \\\n  ");
}
