import { z } from "zod";
import { KINDS } from "@/lib/credits/core/amount";
import { isDay } from "@/lib/usage/core/calendar";
import type { Filters, HistoryView } from "@/lib/usage/core/filters";
import { isMonth } from "@/lib/usage/core/month";
import { isOneOperation } from "@/lib/usage/core/operations";
import { COMPARISONS, GROUPINGS, STEPS, SUMS, type UsageView } from "@/lib/usage/core/team/view";
import { NOBODY } from "@/lib/usage/core/unknown-filter";

const single = (value: unknown) => (Array.isArray(value) ? value[0] : value);

/** A part of an address that somebody typed or shared. If it does not parse, it counts as absent. */
const lenient = <T extends z.ZodType>(schema: T) =>
  z.preprocess(single, schema.nullish().catch(null)).transform((value) => value ?? null);

const day = lenient(z.string().refine(isDay));
const entry = lenient(z.string().regex(/^(ai|lead)-[1-9]\d{0,15}$/));
/** The database writes ids in small letters. */
const guid = z.guid().toLowerCase();
const uuid = lenient(guid);
/** Ignored, a filter that cannot be read would show everything as if it were filtered. */
const orNobody = <T extends z.ZodType>(schema: T) =>
  lenient(
    z.union([
      schema,
      z
        .string()
        .min(1)
        .transform(() => NOBODY),
    ]),
  );

const operation = z.string().regex(/^[a-z0-9_:-]{1,60}$/);

const filterFields = {
  op: lenient(operation),
  kind: lenient(z.enum(KINDS)),
  member: orNobody(z.union([z.literal("system"), guid])),
  campaign: orNobody(guid),
  run: uuid,
  from: day,
  to: day,
};

/** Days in the wrong order mean the same range. */
const inOrder = <T extends Filters>(filters: T): T =>
  filters.from && filters.to && filters.from > filters.to
    ? { ...filters, from: filters.to, to: filters.from }
    : filters;

/** The filters of an address. Never refuses: a part that makes no sense is ignored. */
export const filtersSchema = z
  .object(filterFields)
  .transform((filters): Filters => inOrder<Filters>(filters as Filters));

/** The whole state of the history in an address. Never refuses. */
export const historyViewSchema = z
  .object({
    ...filterFields,
    before: entry,
    after: entry,
    tx: entry,
    view: lenient(z.literal("table")),
  })
  .transform((view): HistoryView => inOrder<HistoryView>(view as HistoryView));

/** The address of a Team usage page. Never refuses: a part that makes no sense is ignored. */
export const usageViewSchema = z
  .object({
    kind: lenient(z.enum(KINDS)).transform((kind) => kind ?? "ai"),
    from: day,
    to: day,
    compare: lenient(z.enum(COMPARISONS)).transform((compare) => compare ?? "before"),
    group: lenient(z.enum(GROUPINGS)).transform((group) => group ?? "operation"),
    by: lenient(z.enum(STEPS)),
    member: filterFields.member,
    campaign: filterFields.campaign,
    op: lenient(operation.refine(isOneOperation)),
    sum: lenient(z.enum(SUMS)).transform((sum) => sum ?? "each"),
    view: lenient(z.enum(["chart", "table"])).transform((view) => view ?? "chart"),
  })
  .transform((view): UsageView => {
    const backwards = view.from && view.to && view.from > view.to;
    return backwards ? { ...view, from: view.to, to: view.from } : view;
  });

/** Which statement, and in which format. */
export const statementSchema = z.object({
  kind: z.enum(KINDS),
  month: z.string().refine(isMonth),
  as: z.enum(["csv", "pdf", "proof"]),
});

/** The kind of credits in an address; anything else counts as AI credits. */
export const kindSchema = z.preprocess(single, z.enum(KINDS).catch("ai"));

/** The kind and sequence number of an entry id, "ai-1042". Null for anything else. */
export function parseEntryId(id: string): { kind: (typeof KINDS)[number]; seq: number } | null {
  const [, kind, seq] = /^(ai|lead)-([1-9]\d{0,15})$/.exec(id) ?? [];
  const number = Number(seq);
  return kind && Number.isSafeInteger(number)
    ? { kind: kind === "ai" ? "ai" : "lead", seq: number }
    : null;
}
