import { expect, test } from "vitest";
import { FIRST_RATE_CARD } from "@/lib/credits/core/first-rate-card";
import { currentRateCard, findRateCard, labelOf } from "@/lib/credits/queries/rate-card";

const now = new Date("2026-11-20T12:00:00Z");

test("the published card is the one in core", async () => {
  expect(await currentRateCard(now)).toEqual(FIRST_RATE_CARD);
  expect(await findRateCard("2026-10-01", now)).toEqual(FIRST_RATE_CARD);
  expect(await findRateCard("1999-01-01", now)).toBeNull();
});

test("an operation has its label, also one that no card knows any more", async () => {
  expect(await labelOf("dm_premium", now)).toBe("Direct messages, premium");
  expect(await labelOf("carrier_pigeon", now)).toBe("Carrier pigeon");
});
