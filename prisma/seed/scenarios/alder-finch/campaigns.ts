import type { Book } from "../../tools/book";

export type SeedCampaign = { id: string; name: string; from: number; to: number };

const CAMPAIGNS: [name: string, from: number, to: number][] = [
  ["Summer menu", 90, 62],
  ["Harvest tasting", 72, 38],
  ["Barista course", 58, 26],
  ["Gift subscriptions", 34, 9],
  ["Autumn menu", 20, 0],
  ["Spring roast launch", 14, 0],
];

/** The campaigns under way so many days ago. The last one named is always among the current ones. */
export const campaignsAt = (book: Book, daysAgo: number): SeedCampaign[] =>
  CAMPAIGNS.filter(([, from, to]) => from >= daysAgo && daysAgo >= to).map(([name, from, to]) => ({
    id: book.id("campaign", name),
    name,
    from,
    to,
  }));

export const campaignNamed = (book: Book, name: string): { id: string; name: string } => ({
  id: book.id("campaign", name),
  name,
});
