import type { Kind } from "../../credits/core/amount";
import { spelledOperation } from "../../credits/core/operation-name";

/** The operations that charge, by their name on the rate card, and what the history calls them. */
const OPERATIONS = {
  content_generation: { label: "Content generation", kind: "ai", group: "content" },
  single_post: { label: "Single post", kind: "ai", group: "content" },
  multi_platform_content: { label: "Multi-platform content", kind: "ai", group: "content" },
  content_regeneration: { label: "Regeneration", kind: "ai", group: "regeneration" },
  content_optimization: { label: "Content optimization", kind: "ai", group: "other" },
  rss_item: { label: "RSS content", kind: "ai", group: "other" },
  campaign_strategy: { label: "Campaign strategy", kind: "ai", group: "other" },
  strategy_analysis: { label: "Strategy analysis", kind: "ai", group: "other" },
  assistant_simple: { label: "AI assistant, simple question", kind: "ai", group: "assistant" },
  assistant_analysis: { label: "AI assistant, complex analysis", kind: "ai", group: "assistant" },
  assistant_suggestions: { label: "AI assistant, suggestions", kind: "ai", group: "assistant" },
  assistant_campaign: { label: "AI assistant, campaign creation", kind: "ai", group: "assistant" },
  dm_standard: { label: "Direct messages, standard", kind: "ai", group: "messages" },
  dm_premium: { label: "Direct messages, premium", kind: "ai", group: "messages" },
  profile_analysis: { label: "Profile analysis", kind: "ai", group: "messages" },
  lead_check: { label: "Lead check", kind: "ai", group: "messages" },
  import_followers: { label: "Followers import", kind: "lead", group: "import" },
  import_following: { label: "Following import", kind: "lead", group: "import" },
  import_likers: { label: "Likers import", kind: "lead", group: "import" },
  import_retweeters: { label: "Retweeters import", kind: "lead", group: "import" },
  import_csv_usernames: { label: "CSV import, usernames", kind: "lead", group: "import" },
  import_csv_export: { label: "CSV import, export format", kind: "lead", group: "import" },
  lead_sourcing: { label: "Lead sourcing", kind: "lead", group: "sourcing" },
} as const satisfies Record<string, { label: string; kind: Kind; group: string }>;

const GROUPS = {
  content: "Content generation",
  regeneration: "Regeneration",
  assistant: "AI assistant",
  messages: "Direct messages",
  other: "Other",
  import: "Import",
  sourcing: "Sourcing",
} as const;

/** Rows that are not charges have a type of their own instead of an operation. */
const TYPES = {
  purchase: "Purchase",
  grant: "Grant",
  refund: "Refund",
  expiry: "Expiry",
  adjustment: "Adjustment",
} as const;

export type RowType = keyof typeof TYPES;
type Group = keyof typeof GROUPS;

const isOperation = (name: string): name is keyof typeof OPERATIONS =>
  Object.hasOwn(OPERATIONS, name);
const isType = (name: string): name is RowType => Object.hasOwn(TYPES, name);
const isGroup = (name: string): name is Group => Object.hasOwn(GROUPS, name);

/** "Direct messages, premium"; "Refund"; the name of a group. Never empty, even for names from later versions. */
export function operationLabel(name: string): string {
  if (isOperation(name)) return OPERATIONS[name].label;
  if (isType(name)) return TYPES[name];
  return spelledOperation(name);
}

/**
 * The group that an operation belongs to in charts, and its place among the others. Null for one that stands by itself:
 * those of the group "Other", and those of later versions.
 */
export function groupOf(
  name: string,
): { id: string; label: string; op: string; rank: number } | null {
  const group = isOperation(name) ? OPERATIONS[name].group : "other";
  if (group === "other") return null;
  const rank = CHART_ORDER.indexOf(group);
  return { id: group, label: GROUPS[group], op: `group:${group}`, rank };
}

/** From the baseline up. */
const CHART_ORDER: readonly Group[] = [
  "content",
  "messages",
  "regeneration",
  "assistant",
  "import",
  "sourcing",
];

/** Every charge, whatever its operation. */
export const ALL_CHARGES = "charge";

/** What the `op` of a filter means: one operation, every operation of a group, every charge, or one type of row. */
export type OperationFilter =
  | { by: "operation"; names: string[]; label: string }
  | { by: "charge"; label: string }
  | { by: "type"; type: RowType; label: string };

/**
 * Reads a filter's `op`: "dm_premium", "group:messages" or "refund". An unknown name matches nothing, not everything.
 */
export function operationFilter(op: string): OperationFilter {
  const group = op.startsWith("group:") ? op.slice("group:".length) : null;
  if (group !== null && isGroup(group)) {
    return { by: "operation", names: operationsOf(group), label: GROUPS[group] };
  }
  if (op === ALL_CHARGES) return { by: "charge", label: "Charges" };
  if (isType(op)) return { by: "type", type: op, label: TYPES[op] };
  return { by: "operation", names: [op], label: operationLabel(op) };
}

function operationsOf(group: Group): string[] {
  return Object.entries(OPERATIONS)
    .filter(([, operation]) => operation.group === group)
    .map(([name]) => name);
}

/** Whether an `op` names a single operation: not a group, not a type of row, and not every charge. */
export const isOneOperation = (op: string): boolean =>
  op !== ALL_CHARGES && !op.startsWith("group:") && !isType(op);

export type Count = { name: string; count: number };

/** How many rows all filters leave, from the counts that do not filter by operation. */
export function totalOf(counts: readonly Count[], op: string | null): number {
  const wanted = op ? operationFilter(op) : null;
  return counts
    .filter(({ name }) => {
      if (!wanted) return true;
      if (wanted.by === "charge") return !isType(name);
      return wanted.by === "type" ? name === wanted.type : wanted.names.includes(name);
    })
    .reduce((sum, { count }) => sum + count, 0);
}

export type OperationOption = { op: string; label: string; count: number; inGroup: boolean };

/**
 * The choices of the operation filter, from the rows counted by operation or type. Groups come first, each followed by
 * its operations if more than one is in the result; then the rows that are not charges.
 */
export function operationOptions(counts: readonly Count[]): OperationOption[] {
  const known = new Map(counts.map(({ name, count }) => [name, count]));
  const single = (name: string, inGroup = false): OperationOption[] => {
    const count = known.get(name) ?? 0;
    return count > 0 ? [{ op: name, label: operationLabel(name), count, inGroup }] : [];
  };
  const later = counts
    .map(({ name }) => name)
    .filter((name) => !isOperation(name) && !isType(name));

  return [
    ...Object.keys(GROUPS)
      .filter(isGroup)
      .flatMap((group) => {
        const members = operationsOf(group).flatMap((name) => single(name, true));
        const count = members.reduce((sum, member) => sum + member.count, 0);
        return members.length > 1
          ? [{ op: `group:${group}`, label: GROUPS[group], count, inGroup: false }, ...members]
          : members.map((member) => ({ ...member, inGroup: false }));
      }),
    ...later.flatMap((name) => single(name)),
    ...Object.keys(TYPES).flatMap((type) => single(type)),
  ];
}
