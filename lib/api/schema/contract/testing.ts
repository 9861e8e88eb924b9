import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

type Described = { required?: boolean; schema: object };
type Response = {
  headers?: Record<string, { $ref: string }>;
  content?: Record<string, { schema: object }>;
};
type Operation = { operationId: string; responses: Record<string, Response> };
export type Document = {
  paths: Record<string, Record<string, unknown>>;
  components: { headers: Record<string, Described> };
};

/** What was answered, by whichever way it came. */
export type Answered = {
  method: string;
  /** Below /api/v1. */
  path: string;
  status: number;
  headers: Headers;
  body: unknown;
};

/** The headers by which the API says something: one of these that is not described is as wrong as a missing one. */
const MEANINGFUL_HEADERS = [
  "ratelimit",
  "ratelimit-policy",
  "retry-after",
  "idempotent-replayed",
  "www-authenticate",
];

/** Checks answers against the API's own description: status, media type, headers and body. */
export class Contract {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #document: Document;
  /** Every status and code of every operation that was seen: "createCharge 402 insufficient_credits". */
  readonly seen = new Set<string>();

  constructor(document: Document) {
    this.#document = document;
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, "api");
  }

  /** What the answer says otherwise than the description; empty when it keeps to it. */
  breaches(answered: Answered): string[] {
    const { method, path, status, body } = answered;
    const found = this.#operationAt(method, path);
    if (!found) return [`${method} ${path} is not described`];
    const [place, operation] = found;
    const response = operation.responses[status];
    if (!response) return [`${operation.operationId} answers ${status}, which is not described`];
    const code = (body as { code?: string } | null)?.code;
    this.seen.add([operation.operationId, status, ...(status < 400 ? [] : [code])].join(" "));
    const at = `api#/paths/${place.replaceAll("~", "~0").replaceAll("/", "~1")}/${method.toLowerCase()}/responses/${status}`;
    return [
      ...this.#headerBreaches(response, answered),
      ...this.#bodyBreaches(response, answered, at),
    ].map((breach) => `${operation.operationId} ${status}: ${breach}`);
  }

  /** Everything that is described: as `seen`. */
  described(): string[] {
    return Object.values(this.#document.paths).flatMap((methods) =>
      (Object.values(methods) as Operation[]).flatMap(({ operationId, responses }) =>
        Object.entries(responses).flatMap(([status, response]) =>
          Number(status) < 400
            ? [`${operationId} ${status}`]
            : this.#codesOf(response).map((code) => `${operationId} ${status} ${code}`),
        ),
      ),
    );
  }

  #codesOf({ content }: Response): string[] {
    const told = JSON.stringify(content);
    const names = [...told.matchAll(/#\/components\/schemas\/(\w+)Problem"/g)];
    return [...new Set(names.map(([, name = ""]) => name))].map((name) =>
      name.replace(/[A-Z]/g, (letter, at) => (at ? "_" : "") + letter.toLowerCase()),
    );
  }

  #operationAt(method: string, path: string): [string, Operation] | null {
    const [bare = ""] = path.split("?");
    for (const [place, methods] of Object.entries(this.#document.paths)) {
      const pattern = new RegExp(`^${place.replaceAll(/\{\w+}/g, "[^/]+")}$`);
      const operation = methods[method.toLowerCase()];
      if (operation && pattern.test(bare)) return [place, operation as Operation];
    }
    return null;
  }

  #headerBreaches({ headers = {} }: Response, { headers: sent }: Answered): string[] {
    const described = new Map(
      Object.entries(headers).map(([name, { $ref }]) => [name.toLowerCase(), this.#header($ref)]),
    );
    const undescribed = MEANINGFUL_HEADERS.filter((name) => sent.has(name) && !described.has(name));
    const missing = [...described].filter(([name, { required }]) => required && !sent.has(name));
    const wrong = [...described].filter(([name, { schema }]) => {
      const value = sent.get(name);
      if (value === null) return false;
      const typed = (schema as { type?: string }).type === "integer" ? Number(value) : value;
      return !this.#ajv.validate(schema, typed);
    });
    return [
      ...undescribed.map((name) => `the header ${name} is not described`),
      ...missing.map(([name]) => `the header ${name} is missing`),
      ...wrong.map(([name]) => `the header ${name} is ${sent.get(name)}`),
    ];
  }

  #header(reference: string): Described {
    const found = this.#document.components.headers[reference.split("/").at(-1) ?? ""];
    if (!found) throw new Error(`No header ${reference}.`);
    return found;
  }

  #bodyBreaches({ content = {} }: Response, { headers, body }: Answered, at: string): string[] {
    const type = headers.get("content-type") ?? "none";
    if (!content[type]) return [`the media type ${type} is not described`];
    const validate = this.#validator(`${at}/content/${type.replaceAll("/", "~1")}/schema`);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `the body ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  #validator(pointer: string): ValidateFunction {
    const found = this.#ajv.getSchema(pointer.replaceAll("{", "%7B").replaceAll("}", "%7D"));
    if (!found) throw new Error(`No schema at ${pointer}.`);
    return found;
  }
}
