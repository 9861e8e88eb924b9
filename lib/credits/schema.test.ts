import { expect, test } from "vitest";
import { activitySearchSchema, liftLimitSchema, limitSchema } from "@/lib/credits/schema";
import { publishRateCardSchema } from "@/lib/credits/schema/rates";

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

test("what the database cannot keep is refused or left out, before it gets there", () => {
  const of = { workspace: "alder", kind: "ai", scope: "operation", target: "dm_premium" };
  expect(liftLimitSchema.safeParse(of).success).toBe(true);
  expect(liftLimitSchema.safeParse({ ...of, target: "dm\0premium" }).success).toBe(false);
  const limit = { ...of, amount: "10", mode: "block", isNew: true };
  expect(limitSchema.safeParse(limit).success).toBe(true);
  expect(limitSchema.safeParse({ ...limit, target: "dm\0premium" }).success).toBe(false);
  const { note } = publishRateCardSchema.shape;
  expect(note.parse("The model\0 costs less.")).toBe("The model costs less.");
  expect(note.safeParse("\0").success).toBe(false);
});
