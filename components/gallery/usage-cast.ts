import { AI } from "@/components/gallery/cast";
import { operationLabel } from "@/lib/usage/core/operations";
import { bandsOf } from "@/lib/usage/core/team/bands";
import { budgetOf } from "@/lib/usage/core/team/budget";
import { barsOf } from "@/lib/usage/core/team/chart";
import { comparedPeriods, periodsOf } from "@/lib/usage/core/team/periods";
import { actorUses } from "@/lib/usage/core/team/rows";
import { stripOf } from "@/lib/usage/core/team/strip";
import { byName, totalOf } from "@/lib/usage/core/team/sums";
import { itemsOf, peopleOf } from "@/lib/usage/core/team/usage";
import type { UsageView } from "@/lib/usage/core/team/view";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

const VIEW: UsageView = {
  kind: "ai",
  from: null,
  to: null,
  compare: "before",
  group: "operation",
  by: null,
  member: null,
  campaign: null,
  op: null,
  sum: "each",
  view: "chart",
};

const RANGE = { from: "2026-11-01", to: "2026-11-20" };
const PERIODS = periodsOf(RANGE, "day");

/** The frame of the page on 20 November 2026 in Lisbon. */
export const usagePage = (over: Partial<UsageView> = {}): TeamUsagePage => ({
  workspace: "gallery",
  timeZone: "Europe/Lisbon",
  canBuy: true,
  now: "2026-11-20T14:52:00Z",
  today: "2026-11-20",
  view: { ...VIEW, ...over },
  range: RANGE,
  step: "day",
  steps: ["day", "week"],
  compared: { from: "2026-10-04", to: "2026-10-23" },
});

type Told = {
  operations: readonly string[];
  members: readonly { id: string; name: string; removed?: boolean }[];
  /** The largest charge, in hundredths. */
  most: number;
  since?: string | null;
};

/** A team's use, generated the same way every time: most on weekdays, and by the first members and operations. */
function usageOf({ operations, members, most, since = "2026-03-01" }: Told): TeamUsage {
  const drawn = PERIODS.flatMap((_, period) =>
    operations.flatMap((operation, place) =>
      members.flatMap(({ id }, row) => {
        const dice = (period * 7_919 + place * 104_729 + row * 1_299_709) % 997;
        const rests = dice % (2 + place + row) > 0 || (period % 7 === 6 && dice > 200);
        const used = Math.ceil((most * dice) / 997 / (1 + place / 3));
        return rests ? [] : [{ period, operation, actor: id, used, charges: 1 + (dice % 3) }];
      }),
    ),
  );
  const rows = <Name extends "operation" | "actor">(name: Name) =>
    drawn.map((one) => ({ ...one, name: one[name] }));
  const earlier = rows("operation").map((one) => ({ ...one, used: Math.round(one.used * 0.84) }));
  const uses = rows("operation");
  const actors = itemsOf(rows("actor"), rows("actor"), (id) => nameOf(members, id));
  const bands = bandsOf(itemsOf(uses, earlier, operationLabel), byName(uses), "operation");
  return {
    ...totalOf(uses),
    before: uses.length > 0 ? totalOf(earlier).used : null,
    balance: AI,
    people: peopleOf(actors, members),
    bands,
    bars: barsOf({
      periods: PERIODS,
      step: "day",
      comparison: "before",
      bands,
      uses,
      before: comparedPeriods(PERIODS, "day", "before") && earlier,
      since,
    }),
    marks: uses.length > 0 ? [{ periods: [8], amount: 55_000, type: "purchase" }] : [],
    since,
    actors: actorUses(actors, bands, uses).map((row) => ({
      ...row,
      removed: members.some(({ id, removed }) => id === row.name && removed === true),
    })),
    tableBands: bands,
    observation: null,
    members: [...members],
    campaigns: [],
    operations: operations.map((op) => ({ id: op, name: operationLabel(op) })),
    budget: null,
    strip: null,
    rows: uses.length,
    wider: null,
  };
}

const nameOf = (members: Told["members"], id: string): string =>
  members.find((member) => member.id === id)?.name ?? "Scheduled runs";

export const USUAL = usageOf({
  operations: [
    "content_generation",
    "dm_premium",
    "content_regeneration",
    "assistant_simple",
    "rss_item",
  ],
  members: [
    { id: "ines", name: "Ines Carvalho" },
    { id: "tomasz", name: "Tomasz Wilk" },
    { id: "hana", name: "Hana Okafor", removed: true },
    { id: "system", name: "Scheduled runs" },
  ],
  most: 20_00,
});

/** All use of the month beside a limit that it has nearly reached in the last days. */
export const LIMITED: TeamUsage = {
  ...USUAL,
  budget: budgetOf(
    {
      scope: "operation",
      name: operationLabel("dm_premium"),
      amount: 900_00,
      mode: "notify",
      since: "2026-09-01",
    },
    {
      days: USUAL.bars.map(({ from, used }) => ({ day: from, used })),
      range: RANGE,
      month: { from: RANGE.from, to: "2026-11-30" },
      today: RANGE.to,
    },
  ),
};

/** What a hundred runs cost, from little to a hundred times as much. */
export const COSTS = stripOf(
  Array.from({ length: 100 }, (_, index) => ({
    entry: `ai-${index + 1}`,
    runId: `run-${index}`,
    cost: Math.round(15 * 10 ** (((index * 37) % 100) / 50 - ((index * 61) % 10) / 30)) + 5,
  })),
  1_240,
);

export const ONE_MEMBER = usageOf({
  operations: ["single_post", "dm_standard"],
  members: [{ id: "ines", name: "Ines Carvalho" }],
  most: 4_00,
  since: "2026-11-09",
});

export const CROWD = usageOf({
  operations: Array.from(
    { length: 40 },
    (_, index) => `custom:enrich_and_score_profiles_of_region_${index + 1}`,
  ),
  members: Array.from({ length: 50 }, (_, index) => ({
    id: `member-${index}`,
    name:
      index === 1
        ? "Wolfeschlegelsteinhausenbergerdorff Nebuchadnezzar the Younger"
        : `Member ${index + 1}`,
  })),
  most: 98_765_432_10,
});

export const NOTHING = { ...usageOf({ operations: [], members: [], most: 0 }), members: [] };
export const NEVER = usageOf({ operations: [], members: [], most: 0, since: null });
