import { expect, test } from "vitest";
import { activitySearchSchema } from "@/lib/credits/schema";

test("a place in the activity that is none counts as its beginning", () => {
  const id = "01a21ec2-fa1a-74ad-96b4-c7f32f496e65";
  expect(activitySearchSchema.parse({ after: `1795800000000000.${id}` }).after).toEqual({
    at: 1_795_800_000_000_000n,
    id,
  });
  for (const none of ["-".repeat(36), "a".repeat(36), `${id.slice(0, -1)}-`]) {
    expect(activitySearchSchema.parse({ after: `1795800000000000.${none}` }).after).toBeNull();
  }
});
