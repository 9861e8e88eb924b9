import { expect, test } from "vitest";
import { listSearchSchema } from "@/lib/leads/schema";

test("a place in a list that is none counts as its beginning", () => {
  const id = "01a21ec2-fa1a-74ad-96b4-c7f32f496e65";
  expect(listSearchSchema.parse({ after: `1795800000000.${id}` }).after).toMatchObject({ id });
  for (const none of ["-".repeat(36), "a".repeat(36), `${id.slice(0, -1)}-`]) {
    expect(listSearchSchema.parse({ after: `1795800000000.${none}` }).after).toBeNull();
  }
});
