import { credits } from "./amount";
import type { Quote, QuoteLine } from "./quote";
import { quoteOperation, type RateCard } from "./rate-card";

export type CampaignShape = {
  platforms: number;
  days: number;
  /** Posts a week on each platform. */
  postsPerWeek: number;
  complexity: "simple" | "standard" | "detailed";
  feedItems: number;
};

/** How many posts each platform gets: at least one. */
const postsPerPlatform = ({ days, postsPerWeek }: CampaignShape): number =>
  Math.max(1, Math.round((days * postsPerWeek) / 7));

/**
 * What a campaign will cost: its strategy, its posts on every platform, its feed items. Each part by the formula
 * that charges it. `operation` is what the estimate is asked for: the assistant quotes its campaigns by it too.
 */
export function estimateCampaign(
  shape: CampaignShape,
  card: RateCard,
  operation = "campaign_strategy",
): Quote {
  const { platforms, complexity, feedItems } = shape;
  const posts = postsPerPlatform(shape) * platforms;
  const parts = [
    quoteOperation("campaign_strategy", { platforms, complexity }, card),
    quoteOperation("content_generation", { quantity: posts, complexity }, card),
    ...(feedItems > 0 ? [quoteOperation("rss_item", { quantity: feedItems }, card)] : []),
  ];
  const sum = (end: "min" | "likely" | "max") =>
    credits(parts.reduce((total, part) => total + part[end], 0));

  return {
    operation,
    kind: "ai",
    min: sum("min"),
    likely: sum("likely"),
    max: sum("max"),
    rateCardVersion: card.version,
    quantity: 1,
    inputs: { ...shape },
    lines: parts.flatMap((part) => part.lines.map((line) => named(part.operation, line))),
  };
}

const named = (operation: string, line: QuoteLine): QuoteLine =>
  operation === "campaign_strategy" ? { ...line, label: "Strategy" } : line;
