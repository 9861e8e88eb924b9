import { expect, test } from "vitest";
import { fieldsOf, formsOf, typeText } from "@/lib/api/core/fields";

test.each([
  [
    { type: "integer", minimum: 1, maximum: 100, default: 50 },
    "integer from 1 to 100, otherwise 50",
  ],
  [{ type: "string", enum: ["ai", "lead"] }, "ai or lead"],
  [{ anyOf: [{ type: "string", format: "uuid" }, { type: "null" }] }, "uuid or null"],
  [{ type: "string", pattern: "^-?\\d+\\.\\d{2}$" }, "amount"],
  [{ $ref: "#/components/schemas/Hold" }, "Hold"],
  [{ type: "array", items: { $ref: "#/components/schemas/Entry" } }, "list of Entry"],
  [{ type: "object", properties: { min: {}, max: {} } }, "{ min, max }"],
  [{ type: "object", additionalProperties: { type: "number" }, default: {} }, "map"],
  [{ type: "boolean", default: false }, "boolean, otherwise false"],
  [{ type: ["string", "null"] }, "string or null"],
  [{}, "any JSON"],
])("%o reads %s", (schema, text) => expect(typeText(schema)).toBe(text));

test("a body of several forms is told form by form", () => {
  const one = { title: "One", properties: { a: { type: "string" } }, required: ["a"] };
  const two = { title: "Two", properties: { b: { type: "string", description: "B." } } };
  expect(formsOf({ anyOf: [one, two] })).toEqual([
    { title: "One", fields: [{ name: "a", type: "string", required: true, text: null }] },
    { title: "Two", fields: [{ name: "b", type: "string", required: false, text: "B." }] },
  ]);
  expect(formsOf(one)[0]?.title).toBeNull();
  expect(fieldsOf({})).toEqual([]);
});
