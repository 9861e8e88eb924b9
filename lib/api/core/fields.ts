/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export type JsonSchema = { [key: string]: unknown };

/** One field of a body or an answer, in the words of a table. */
export type Field = { name: string; type: string; required: boolean; text: string | null };

/** One form that a body can have. */
export type Form = { title: string | null; fields: Field[] };

const MOST_OF_AMOUNT = "^(0|[1-9]";

/** The forms of a body, each with its fields; most bodies have one. */
export const formsOf = (schema: JsonSchema): Form[] =>
  list(schema.anyOf).length > 0
    ? list(schema.anyOf).map(formOf)
    : [{ ...formOf(schema), title: null }];

const formOf = (schema: JsonSchema): Form => ({
  title: typeof schema.title === "string" ? schema.title : null,
  fields: fieldsOf(schema),
});

/** The fields of an object, in the order of its schema. */
export function fieldsOf({ properties, required }: JsonSchema): Field[] {
  const needed = Array.isArray(required) ? required : [];
  return Object.entries((properties ?? {}) as Record<string, JsonSchema>).map(([name, schema]) => ({
    name,
    type: typeText(schema),
    required: needed.includes(name),
    text: typeof schema.description === "string" ? schema.description : null,
  }));
}

/** "integer from 1 to 100, otherwise 50", "ai or lead", "Hold". */
export function typeText(schema: JsonSchema): string {
  const fallback = defaultText(schema.default);
  return `${bareType(schema)}${fallback === null ? "" : `, otherwise ${fallback}`}`;
}

function bareType(schema: JsonSchema): string {
  const { $ref, anyOf, enum: values, const: only, type } = schema;
  if (typeof $ref === "string") return $ref.split("/").at(-1) ?? "";
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(values)) return inWords(values.map(String));
  if (Array.isArray(anyOf)) return inWords(anyOf.map((one) => bareType(one)));
  if (type === "object") return objectText(schema);
  if (type === "array") return `list of ${bareType((schema.items ?? {}) as JsonSchema)}`;
  return `${scalarText(schema)}${bounds(schema)}`;
}

function scalarText({ type, format, pattern }: JsonSchema): string {
  if (type === "string" && isAmount(pattern)) return "amount";
  if (typeof format === "string") return format;
  if (Array.isArray(type)) return inWords(type.map(String));
  return typeof type === "string" ? type : "any JSON";
}

const isAmount = (pattern: unknown): boolean =>
  typeof pattern === "string" &&
  (pattern.startsWith(MOST_OF_AMOUNT) || pattern === "^-?\\d+\\.\\d{2}$");

function objectText({ properties, additionalProperties }: JsonSchema): string {
  const names = Object.keys((properties ?? {}) as object);
  if (names.length > 0) return `{ ${names.join(", ")} }`;
  return additionalProperties && typeof additionalProperties === "object" ? "map" : "object";
}

function bounds({ type, minimum, maximum }: JsonSchema): string {
  if (type !== "integer" || typeof minimum !== "number" || typeof maximum !== "number") return "";
  if (minimum < -1_000_000_000 || maximum > 1_000_000_000) return "";
  return ` from ${minimum.toLocaleString("en-US")} to ${maximum.toLocaleString("en-US")}`;
}

function defaultText(value: unknown): string | null {
  if (value === undefined || (typeof value === "object" && value !== null)) return null;
  return typeof value === "number" ? value.toLocaleString("en-US") : String(value);
}

const inWords = (words: readonly string[]): string =>
  new Intl.ListFormat("en-GB", { type: "disjunction" }).format(new Set(words));

const list = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value : []);
