import { type CampaignShape, estimateCampaign } from "./campaign-estimate";
import type { Quote } from "./quote";
import { quoteOperation, type RateCard } from "./rate-card";

/** The same work quoted by two rate cards. */
export type ExampleQuote = { label: string; before: Quote; after: Quote };

const QUANTITIES = [1, 100];

/** Shapes that campaigns often have, each in the middle of what its kind usually costs. */
const CAMPAIGNS: { label: string; shape: CampaignShape }[] = [
  { label: "Campaign, one platform for a week", shape: campaign(1, 7, 7, 0) },
  { label: "Campaign, three platforms for two weeks", shape: campaign(3, 14, 4, 0) },
  { label: "Campaign, three platforms for a month, 8 feed items", shape: campaign(3, 30, 5, 8) },
];

/** The operations that an estimate of a campaign consists of. */
const IN_CAMPAIGNS = ["campaign_strategy", "content_generation", "rss_item"];

/** Quotes for these operations by one rate card and by the next, from the quantity alone. */
export function exampleQuotes(
  before: RateCard,
  after: RateCard,
  operations: readonly string[],
): ExampleQuote[] {
  const changed = after.rates.filter(
    ({ operation, formula }) => formula !== null && operations.includes(operation),
  );
  const alone = changed.flatMap(({ operation, label, unit, units }) =>
    QUANTITIES.map((quantity) => ({
      label: `${label}, ${quantity} ${quantity === 1 ? unit : units}`,
      before: quoteOperation(operation, { quantity }, before),
      after: quoteOperation(operation, { quantity }, after),
    })),
  );
  if (!changed.some(({ operation }) => IN_CAMPAIGNS.includes(operation))) return alone;
  const campaigns = CAMPAIGNS.map(({ label, shape }) => ({
    label,
    before: estimateCampaign(shape, before),
    after: estimateCampaign(shape, after),
  }));
  return [...alone, ...campaigns];
}

function campaign(
  platforms: number,
  days: number,
  postsPerWeek: number,
  feedItems: number,
): CampaignShape {
  return { platforms, days, postsPerWeek, complexity: "standard", feedItems };
}
