import { expect, test } from "vitest";
import { type CampaignShape, estimateCampaign } from "./campaign-estimate";
import { FIRST_RATE_CARD as card } from "./first-rate-card";

const week: CampaignShape = {
  platforms: 1,
  days: 7,
  postsPerWeek: 7,
  complexity: "standard",
  feedItems: 0,
};
const fortnight: CampaignShape = {
  platforms: 3,
  days: 14,
  postsPerWeek: 4,
  complexity: "standard",
  feedItems: 0,
};
const month: CampaignShape = {
  platforms: 3,
  days: 30,
  postsPerWeek: 5,
  complexity: "standard",
  feedItems: 8,
};

test.each([
  ["one platform for a week", week, 10, 20],
  ["several platforms for two weeks", fortnight, 30, 60],
  ["a full month", month, 50, 150],
] as const)("%s lands in its typical range", (_, shape, least, most) => {
  const { min, likely, max } = estimateCampaign(shape, card);
  expect(min).toBeGreaterThanOrEqual(least * 100);
  expect(max).toBeLessThanOrEqual(most * 100);
  expect(min < likely && likely < max).toBe(true);
});

test("platforms, duration, frequency, complexity and feeds each move it", () => {
  const base = estimateCampaign(fortnight, card);
  const moved: Partial<CampaignShape>[] = [
    { platforms: 4 },
    { days: 21 },
    { postsPerWeek: 5 },
    { complexity: "detailed" },
    { feedItems: 3 },
  ];
  for (const change of moved) {
    const other = estimateCampaign({ ...fortnight, ...change }, card);
    expect(other.min - base.min).toBeGreaterThanOrEqual(100);
    expect(other.max).toBeGreaterThan(base.max);
  }
});

test("its lines add up to it", () => {
  const { lines, min, max } = estimateCampaign(month, card, "assistant_campaign");
  expect(lines.map(({ label }) => label)).toEqual(["Strategy", "63 posts", "8 items"]);
  expect(lines.reduce((sum, line) => sum + line.min, 0)).toBe(min);
  expect(lines.reduce((sum, line) => sum + line.max, 0)).toBe(max);
});
