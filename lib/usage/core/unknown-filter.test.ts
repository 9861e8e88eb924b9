import { expect, test } from "vitest";
import { filtersSchema, historyViewSchema, usageViewSchema } from "@/lib/usage/schema";
import { knownOnly, NOBODY, unknownWords } from "./unknown-filter";

test("a filter that is no id finds nothing, and never everything; one that is not there is none", () => {
  for (const schema of [filtersSchema, historyViewSchema, usageViewSchema]) {
    expect(schema.parse({ member: "mei", campaign: ["x", "y"] })).toMatchObject({
      member: NOBODY,
      campaign: NOBODY,
    });
    expect(schema.parse({ member: "", campaign: [] })).toMatchObject({
      member: null,
      campaign: null,
    });
  }
});

test("what the filters name that is not of the workspace is said, and all of that is cleared", () => {
  expect(unknownWords({ member: false, campaign: false })).toBeNull();
  expect(unknownWords({ member: true, campaign: false })).toContain("nobody of this workspace");
  expect(unknownWords({ member: false, campaign: true })).toContain(
    "no campaign of this workspace",
  );
  expect(unknownWords({ member: true, campaign: true })).toContain("nobody and no campaign");
  expect(knownOnly({ member: true, campaign: false })).toEqual({ member: null });
  expect(knownOnly({ member: true, campaign: true })).toEqual({ member: null, campaign: null });
});
