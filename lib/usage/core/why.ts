import type { Credits, Kind } from "@/lib/credits/core/amount";
import type { Json } from "@/lib/credits/core/command";

/** One unit that a charge paid for: "Message 1, @fabricacoffee", "1,200 words", 4.10. */
type ExplanationLine = { label: string; note: string | null; amount: Credits };

/** Why a row costs what it costs, in the parts that a drawer shows. */
export type Explanation = {
  lines: ExplanationLine[];
  /** The further units that `lines` does not show. */
  more: { count: number; amount: Credits } | null;
  /** The inputs that went into the formula. */
  facts: { label: string; value: string }[];
};

const MOST_LINES = 20;
const HIDDEN = new Set(["items", "quantity", "campaign"]);
/** Inputs whose name alone says too little among the other facts of a row. */
const NAMES = new Map([["tier", "Model tier"]]);

/**
 * Reads the inputs that an entry was written with. Operations that charge several units at once name each in `items: [{
 * label, note, amount }]`; every other input is a fact of its own. What it does not understand is left out, never
 * guessed.
 */
export function explain(inputs: Json | null): Explanation {
  const object = asObject(inputs);
  const items = (Array.isArray(object.items) ? object.items : []).flatMap(asLine);
  const rest = items.slice(MOST_LINES);
  return {
    lines: items.slice(0, MOST_LINES),
    more: rest.length > 0 ? { count: rest.length, amount: total(rest) } : null,
    facts: Object.entries(object)
      .filter(([name]) => !HIDDEN.has(name))
      .flatMap(([name, value]) => fact(name, value)),
  };
}

function asLine(item: Json): ExplanationLine[] {
  const { label, note, amount } = asObject(item);
  if (typeof label !== "string" || !Number.isSafeInteger(amount)) return [];
  return [{ label, note: typeof note === "string" ? note : null, amount: amount as Credits }];
}

const total = (lines: readonly ExplanationLine[]) =>
  lines.reduce((sum, line) => sum + line.amount, 0) as Credits;

function fact(name: string, value: Json | undefined): { label: string; value: string }[] {
  const label = NAMES.get(name) ?? spelled(name);
  if (typeof value === "number") return [{ label, value: value.toLocaleString("en-US") }];
  if (typeof value === "boolean") return [{ label, value: value ? "Yes" : "No" }];
  return typeof value === "string" ? [{ label, value }] : [];
}

/** "contextItems" becomes "Context items". */
function spelled(name: string): string {
  const words = name
    .replaceAll("_", " ")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const asObject = (value: Json | null | undefined): Record<string, Json> =>
  value && typeof value === "object" && !Array.isArray(value) ? value : {};

/** Everything the drawer of one row needs besides the row itself. Amounts in hundredths; plain JSON. */
export type Explained = {
  kind: Kind;
  operation: string | null;
  why: Explanation;
  quantity: number | null;
  rateCardVersion: string | null;
  formula: { text: string; decidedBy: string; unit: string; units: string } | null;
  /** The same work, done the cheaper way. */
  cheaper: { quantity: number; tier: string; amount: Credits } | null;
  quoted: { min: Credits | null; max: Credits } | null;
  /** `page`: the id of a hold that has a page of its own, as programs' holds have. */
  held: { amount: Credits; returned: Credits; page: string | null } | null;
  /** What a lost dispute found spent: the workspace owes it. */
  owed: Credits;
  takenFrom: {
    id: string;
    label: string;
    /** Everything that came in together with it. */
    bought: Credits;
    amount: Credits;
    createdAt: string;
    expiresAt: string | null;
    /** The row with which it came in. */
    cameIn: string | null;
  }[];
  balanceBefore: Credits;
  campaign: { id: string; name: string } | null;
  run: { id: string; subject: string; state: string } | null;
  corrects: { id: string; label: string; at: string; amount: number } | null;
  refunds: { id: string; at: string; amount: number }[];
};
