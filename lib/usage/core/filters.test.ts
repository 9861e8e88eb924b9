import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filtersSchema, historyViewSchema, parseEntryId } from "../schema";
import {
  filteredView,
  filterWords,
  isFiltered,
  NO_FILTERS,
  PRESETS,
  presetRange,
  rangeLabel,
  searchOf,
  widerFilters,
} from "./filters";
import { operationFilter, operationLabel, operationOptions } from "./operations";
import { NOBODY } from "./unknown-filter";

const TODAY = "2026-11-20";
const MEMBER = "0190f3a2-1111-7aaa-8bbb-000000000001";
const parse = (search: string) =>
  historyViewSchema.parse(Object.fromEntries(new URLSearchParams(search)));

describe("an address", () => {
  test("says what it says", () => {
    expect(parse(`op=dm_premium&kind=ai&member=${MEMBER}&from=2026-11-01&tx=ai-12`)).toMatchObject({
      op: "dm_premium",
      kind: "ai",
      member: MEMBER,
      from: "2026-11-01",
      to: null,
      tx: "ai-12",
    });
  });

  test("that makes no sense in part keeps the rest", () => {
    const view = parse("op=%00&kind=gold&member=42&from=2026-02-30&to=2026-11-01&before=x&tx=ai-0");
    expect(view).toEqual({
      ...NO_FILTERS,
      // Everybody's rows are not what was asked for.
      member: NOBODY,
      to: "2026-11-01",
      before: null,
      after: null,
      tx: null,
      view: null,
    });
  });

  test("with its days the wrong way round means the same days", () => {
    expect(parse("from=2026-11-20&to=2026-11-01")).toMatchObject({
      from: "2026-11-01",
      to: "2026-11-20",
    });
  });

  test("repeated parameters count once", () => {
    expect(filtersSchema.parse({ kind: ["lead", "ai"] }).kind).toBe("lead");
  });

  test("made of a view gives the view back", () => {
    const day = fc.constantFrom(null, "2026-01-01", "2026-02-01");
    const view = fc.record({
      op: fc.constantFrom(null, "dm_premium", "group:messages", "refund"),
      kind: fc.constantFrom(null, "ai" as const, "lead" as const),
      member: fc.constantFrom(null, "system", MEMBER),
      campaign: fc.constantFrom(null, MEMBER),
      run: fc.constantFrom(null, MEMBER),
      from: day,
      to: fc.constantFrom(null, "2026-03-01"),
      before: fc.constantFrom(null, "ai-7"),
      after: fc.constantFrom(null, "lead-9"),
      tx: fc.constantFrom(null, "ai-1042"),
      view: fc.constantFrom(null, "table" as const),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(parse(searchOf(one).slice(1))).toEqual(one);
      }),
    );
  });

  test("is back on the newest page after a filter changed", () => {
    const view = parse("before=ai-9&tx=ai-3&kind=ai&view=table");
    expect(searchOf(filteredView(view, { op: "refund" }))).toBe("?op=refund&kind=ai&view=table");
  });

  test("names entries, and nothing else", () => {
    expect(parseEntryId("lead-1042")).toEqual({ kind: "lead", seq: 1042 });
    for (const id of ["ai-0", "ai-01", "ai-9999999999999999", "AI-1", "ai-1 ", ""]) {
      expect(parseEntryId(id), id).toBeNull();
    }
  });
});

describe("dates", () => {
  test("presets are inclusive days that end no later than today", () => {
    expect(presetRange("30d", TODAY)).toEqual({ from: "2026-10-22", to: TODAY });
    expect(presetRange("month", TODAY)).toEqual({ from: "2026-11-01", to: TODAY });
    expect(presetRange("last-month", "2026-03-31")).toEqual({
      from: "2026-02-01",
      to: "2026-02-28",
    });
    for (const preset of PRESETS) {
      expect(rangeLabel(presetRange(preset, TODAY), TODAY)).not.toMatch(/\d to/);
    }
  });

  test("other ranges are named by their days", () => {
    expect(rangeLabel({ from: "2026-11-03", to: "2026-11-09" }, TODAY)).toBe("3 to 9 Nov");
    expect(rangeLabel({ from: "2026-10-28", to: "2026-11-02" }, TODAY)).toBe("28 Oct to 2 Nov");
    expect(rangeLabel({ from: "2026-11-03", to: "2026-11-03" }, TODAY)).toBe("3 Nov");
    expect(rangeLabel({ from: null, to: "2025-12-31" }, TODAY)).toBe("Until 31 Dec 2025");
    expect(rangeLabel({ from: null, to: null }, TODAY)).toBeNull();
  });
});

describe("an empty result", () => {
  const filters = {
    ...NO_FILTERS,
    op: "content_regeneration",
    member: MEMBER,
    ...presetRange("7d", TODAY),
  };

  test("names its filters", () => {
    expect(
      filterWords(
        filters,
        { operation: "Regeneration", member: "Mei Tanaka", campaign: null },
        TODAY,
      ),
    ).toBe("Regeneration, by Mei Tanaka, last 7 days");
  });

  test("offers what is wider, the nearest first, until nothing is filtered", () => {
    expect(widerFilters(filters, TODAY).map(({ label }) => label)).toEqual([
      "Last 90 days",
      "Any date",
      "All operations",
      "Everyone",
    ]);
    const all = Object.assign(
      { ...filters },
      ...widerFilters(filters, TODAY).map((one) => one.change),
    );
    expect(isFiltered(all)).toBe(false);
  });
});

describe("operations", () => {
  test("groups come with their parts and the sum of their counts", () => {
    const options = operationOptions([
      { name: "dm_premium", count: 3 },
      { name: "dm_standard", count: 4 },
      { name: "rss_item", count: 2 },
      { name: "refund", count: 1 },
      { name: "teleport", count: 5 },
    ]);
    expect(options.map(({ op, count, inGroup }) => [op, count, inGroup])).toEqual([
      ["group:messages", 7, false],
      ["dm_standard", 4, true],
      ["dm_premium", 3, true],
      ["rss_item", 2, false],
      ["teleport", 5, false],
      ["refund", 1, false],
    ]);
  });

  test("one that this version does not know is still named, and filters to itself alone", () => {
    expect(operationLabel("brand_voice")).toBe("Brand voice");
    expect(operationFilter("group:nothing")).toMatchObject({ names: ["group:nothing"] });
  });
});
