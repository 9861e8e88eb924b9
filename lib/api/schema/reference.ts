import { type Field, type Form, fieldsOf, formsOf } from "@/lib/api/core/fields";
import type { ProblemName } from "@/lib/api/core/problem";
import { ENDPOINTS, type Endpoint, problemsOf } from "@/lib/api/schema/endpoints";
import { OBJECTS, queryParameters, schemaOf } from "@/lib/api/schema/openapi";
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

/** What the page of the API shows, from the same schemas as the description for machines. */
export const referenceOf = (
  address: string,
): { endpoints: EndpointView[]; objects: ObjectView[] } => ({
  endpoints: ENDPOINTS.map((endpoint) => viewOf(endpoint, address)),
  objects: Object.entries(OBJECTS).map(([name, schema]) => {
    const { description, ...told } = schemaOf(schema, "output");
    return { name, text: String(description ?? ""), fields: fieldsOf(told) };
  }),
});

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
