import { type Credits, credits } from "@/lib/credits/core/amount";
import type { Json } from "@/lib/credits/core/command";
import { chargeFor, quoteOperation, type RateCard, rateOf } from "@/lib/credits/core/rate-card";
import type { Random } from "./random";

/** A piece of work as the ledger will hear of it: quoted, then charged, by the same formula. */
export type Work = {
  operation: string;
  subject: string;
  quantity: number;
  quote: ReturnType<typeof quoteOperation>;
  charge: Credits;
  inputs: Record<string, Json>;
};

type Unit = { label: string; note: string; inputs: Record<string, number | string | boolean> };
type Told = { operation: string; subject: string; facts?: Record<string, Json> };

/** Work of several units, each with a price of its own: the charge is their sum. */
function workOf(
  card: RateCard,
  { operation, subject, units, facts = {} }: Told & { units: readonly Unit[] },
): Work {
  const items = units.map(({ label, note, inputs }) => ({
    label,
    note,
    amount: chargeFor(operation, { ...inputs, quantity: 1 }, card),
  }));
  return {
    operation,
    subject,
    quantity: units.length,
    quote: quoteOperation(operation, { quantity: units.length, ...rangesOf(units) }, card),
    charge: credits(items.reduce((sum, { amount }) => sum + amount, 0)),
    inputs: { ...facts, ...(items.length > 1 ? { items } : (units[0]?.inputs ?? {})) },
  };
}

/** What the quote knew of the inputs before: roughly, with room on both sides. */
function rangesOf(units: readonly Unit[]) {
  const names = Object.keys(units[0]?.inputs ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = units.map(({ inputs }) => inputs[name]);
      const numbers = values.filter((value) => typeof value === "number");
      const [first] = values;
      if (numbers.length === 0) return [name, first ?? ""];
      const likely = Math.round(numbers.reduce((sum, value) => sum + value, 0) / numbers.length);
      const min = Math.floor(Math.min(...numbers) * 0.6);
      return [name, { min, likely, max: Math.ceil(Math.max(...numbers) * 1.15) }];
    }),
  );
}

const words = (count: number) => `${count.toLocaleString("en-US")} words`;

/** As many posts as `amount` pays for, to the hundredth. From 1.00 up; a campaign's post or a new version of one. */
export function postsCosting(
  card: RateCard,
  amount: number,
  subject: (posts: number) => string,
  operation: "content_generation" | "content_regeneration" = "content_generation",
): Work {
  const plan = planPosts(amount);
  const units = plan.amounts.map((each, index) => {
    const count = (each - plan.base) * 10;
    return {
      label: operation === "content_generation" ? `Post ${index + 1}` : `Version ${index + 2}`,
      note: words(count),
      inputs: { complexity: plan.complexity, words: count },
    };
  });
  const facts = { complexity: plan.complexity };
  return workOf(card, { operation, subject: subject(units.length), units, facts });
}

/** How `amount` hundredths fall on posts: each band of the formula covers a stretch of them. */
function planPosts(amount: number): { complexity: string; base: number; amounts: number[] } {
  if (amount < 100) throw new RangeError(`No post costs ${amount} hundredths.`);
  if (amount < 130) return { complexity: "simple", base: 100, amounts: [amount] };
  if (amount > 195 && amount < 260) return { complexity: "detailed", base: 150, amounts: [amount] };
  const count = Math.max(1, Math.round(amount / 155));
  const each = Math.floor(amount / count);
  // A little unlike each other, and the sum exact.
  const amounts = Array.from(
    { length: count },
    (_, index) => each + (index < amount % count ? 1 : 0),
  );
  for (let index = 0; index + 1 < count; index += 2) {
    const shift = ((index * 7) % 11) + 2;
    const [first = 0, second = 0] = [amounts[index], amounts[index + 1]];
    if (first - shift >= 121 && second + shift <= 199) {
      amounts[index] = first - shift;
      amounts[index + 1] = second + shift;
    }
  }
  return { complexity: "standard", base: 120, amounts };
}

export function messages(
  card: RateCard,
  tier: "dm_premium" | "dm_standard",
  list: string,
  recipients: readonly { handle: string; words: number; contextItems?: number }[],
): Work {
  const units = recipients.map((recipient, index) => ({
    label: `Message ${index + 1}, @${recipient.handle}`,
    note: `${words(recipient.words)} in`,
    inputs: { words: recipient.words, contextItems: recipient.contextItems ?? 0 },
  }));
  const count = units.length === 1 ? "1 message" : `${units.length} messages`;
  const tierName = tier === "dm_premium" ? "Premium" : "Standard";
  const facts = { tier: tierName, list };
  return workOf(card, { operation: tier, subject: `${list}, ${count}`, units, facts });
}

/** One unit with its inputs: an answer, an analysis, a strategy. */
export const single = (
  card: RateCard,
  operation: string,
  subject: string,
  inputs: Record<string, number | string | boolean>,
): Work => workOf(card, { operation, subject, units: [{ label: subject, note: "", inputs }] });

/** Many units at one rate: profiles scanned, leads delivered, items of a feed. */
export function counted(
  card: RateCard,
  { operation, subject, quantity, facts = {} }: Told & { quantity: number },
): Work {
  rateOf(card, operation);
  return {
    operation,
    subject,
    quantity,
    quote: quoteOperation(operation, { quantity }, card),
    charge: chargeFor(operation, { quantity }, card),
    inputs: facts,
  };
}

const HANDLES =
  "fabricacoffee copenhagenlx comoba_lisboa dramaticocafe buna_lx hello_kristof simpli.coffee thefolks.pt neighbourhood_lx olisipo_roasts flor_da_selva sete_cafe bettina_corallo montana.lx roda_viva_cafe pao_e_po nicolau_lx heim_cafe zenith_brunch dear_breakfast".split(
    " ",
  );

/** `count` recipients, whose messages have between `low` and `high` words. */
export const recipients = (
  random: Random,
  { count, low, high }: { count: number; low: number; high: number },
) =>
  Array.from({ length: count }, () => ({
    handle: random.pick(HANDLES),
    words: random.between(low / 10, high / 10) * 10,
    contextItems: random.between(0, 2),
  }));
