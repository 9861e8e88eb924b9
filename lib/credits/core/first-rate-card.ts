import type { Kind } from "./amount";
import type { Formula, Rate, RateCard } from "./rate-card";
import {
  band,
  byComplexity,
  fixed,
  LENGTH,
  LENGTH_TEXT,
  POST,
  POST_TEXT,
  scaled,
  term,
} from "./rate-formulas";

/** The rates the product starts with. A migration publishes the same rows; a test holds the two equal. */

type Row = [
  operation: string,
  label: string,
  unit: string,
  units: string,
  Formula | null,
  formulaText: string,
  decidedBy: string,
];

const GENERATION = "Content generation";
const ASSISTANT = "AI assistant";
const MESSAGES = "Direct messages";

const rates = (kind: Kind, group: string, rows: Row[]): Rate[] =>
  rows.map(([operation, label, unit, units, formula, formulaText, decidedBy]) => ({
    operation,
    label,
    kind,
    group,
    unit,
    units,
    ...endsOf(formula),
    formula,
    formulaText,
    decidedBy,
  }));

function endsOf(formula: Formula | null): { min: number; max: number } {
  const bands = Object.values(formula?.bands ?? {});
  const min = formula?.onlyIf ? 0 : Math.min(...bands.map((one) => one.min));
  return formula ? { min, max: Math.max(...bands.map((one) => one.max)) } : { min: 0, max: 0 };
}

export const FIRST_RATE_CARD: RateCard = {
  version: "2026-10-01",
  effectiveAt: "2026-10-01T00:00:00.000Z",
  note: "The first rate card.",
  rates: [
    ...rates("ai", GENERATION, [
      [
        "content_generation",
        "Content generation",
        "post",
        "posts",
        POST,
        POST_TEXT,
        "Complexity and length of the post",
      ],
      [
        "single_post",
        "Single post",
        "post",
        "posts",
        fixed(1),
        "1.00",
        "Nothing: the same for every post",
      ],
      [
        "multi_platform_content",
        "Multi-platform content",
        "platform",
        "platforms",
        LENGTH,
        LENGTH_TEXT,
        "Length of the text",
      ],
    ]),
    ...rates("ai", "Regeneration", [
      [
        "content_regeneration",
        "Regeneration",
        "version",
        "versions",
        POST,
        POST_TEXT,
        "Complexity and length of the post",
      ],
    ]),
    ...rates("ai", MESSAGES, [
      [
        "dm_standard",
        "Direct messages, standard",
        "message",
        "messages",
        scaled(band(0.8, 0.8, 1.1), [term("words", 0.0005, 200), term("contextItems", 0.02, 3)]),
        "0.80 + 0.0005 per word + 0.02 per context item, at most 1.10",
        "Length of script and instructions, and amount of context",
      ],
      [
        "dm_premium",
        "Direct messages, premium",
        "message",
        "messages",
        scaled(band(0.5, 2.5, 15), [term("words", 0.003, 1_000), term("contextItems", 0.25, 3)]),
        "0.50 + 0.003 per word + 0.25 per context item, at least 2.50, at most 15.00",
        "Length of script and instructions, and amount of context",
      ],
      [
        "profile_analysis",
        "Profile analysis",
        "profile",
        "profiles",
        scaled(band(0.05, 0.05, 0.1), [term("words", 0.0001, 200)]),
        "0.05 + 0.0001 per word of the profile, at most 0.10",
        "Length of the profile",
      ],
      [
        "lead_check",
        "Lead check",
        "lead",
        "leads",
        scaled(
          band(0.1, 0.1, 0.3),
          [term("criteria", 0.02, 3), term("words", 0.0002, 200)],
          "aiChecks",
        ),
        "0 unless AI lead checks are on; then 0.10 + 0.02 per criterion + 0.0002 per word of the profile, at most 0.30",
        "Whether AI lead checks are on; then criteria and length of the profile",
      ],
    ]),
    ...rates("ai", ASSISTANT, [
      [
        "assistant_simple",
        "AI assistant, simple question",
        "answer",
        "answers",
        scaled(band(0, 0, 1), [term("tokens", 0.0005, 800)], "modelUsed"),
        "0 when no model was needed; otherwise 0.0005 per token, at most 1.00",
        "Tokens of question and answer",
      ],
      [
        "assistant_analysis",
        "AI assistant, complex analysis",
        "answer",
        "answers",
        scaled(band(1, 1, 3), [term("tokens", 0.0002, 3_000)]),
        "1.00 + 0.0002 per token, at most 3.00",
        "Tokens of question and answer",
      ],
      [
        "assistant_suggestions",
        "AI assistant, suggestions",
        "answer",
        "answers",
        scaled(band(1, 1, 2), [term("tokens", 0.0002, 2_000)]),
        "1.00 + 0.0002 per token, at most 2.00",
        "Tokens of question and answer",
      ],
      [
        "assistant_campaign",
        "AI assistant, campaign creation",
        "campaign",
        "campaigns",
        null,
        "The estimate of the campaign",
        "The campaign it creates",
      ],
    ]),
    ...rates("ai", "Other", [
      [
        "campaign_strategy",
        "Campaign strategy",
        "campaign",
        "campaigns",
        byComplexity(
          { simple: band(3, 3, 4), standard: band(3.5, 3.5, 4.5), detailed: band(4, 4, 5) },
          [term("platforms", 0.25, 2, { beyond: 1 })],
        ),
        "simple 3.00, standard 3.50, detailed 4.00, plus 0.25 per further platform; at most 1.00 more",
        "Complexity and number of platforms",
      ],
      [
        "strategy_analysis",
        "Strategy analysis",
        "analysis",
        "analyses",
        scaled(band(2, 2, 5), [term("words", 0.001, 1_000)]),
        "2.00 + 0.001 per word, at most 5.00",
        "Amount of material",
      ],
      [
        "rss_item",
        "RSS content",
        "item",
        "items",
        fixed(1),
        "1.00",
        "Nothing: the same for every item",
      ],
      [
        "content_optimization",
        "Content optimization",
        "post",
        "posts",
        LENGTH,
        LENGTH_TEXT,
        "Length of the text",
      ],
    ]),
    ...rates("lead", "Import", [
      [
        "import_followers",
        "Followers import",
        "profile scanned",
        "profiles scanned",
        fixed(1),
        "1 per profile scanned, kept or filtered out",
        "Profiles scanned",
      ],
      [
        "import_following",
        "Following import",
        "profile scanned",
        "profiles scanned",
        fixed(1),
        "1 per profile scanned, kept or filtered out",
        "Profiles scanned",
      ],
      [
        "import_likers",
        "Likers import",
        "profile scanned",
        "profiles scanned",
        fixed(1.75),
        "1.75 per profile scanned, kept or filtered out",
        "Profiles scanned",
      ],
      [
        "import_retweeters",
        "Retweeters import",
        "profile scanned",
        "profiles scanned",
        fixed(1.75),
        "1.75 per profile scanned, kept or filtered out",
        "Profiles scanned",
      ],
      [
        "import_csv_usernames",
        "CSV import, usernames",
        "lead imported",
        "leads imported",
        fixed(70),
        "70 per lead imported",
        "Leads imported: not invalid rows, duplicates or leads you have",
      ],
      [
        "import_csv_export",
        "CSV import, export format",
        "lead imported",
        "leads imported",
        fixed(0),
        "Free",
        "Nothing: leads you exported come back free",
      ],
    ]),
    ...rates("lead", "Sourcing", [
      [
        "lead_sourcing",
        "Lead sourcing",
        "lead delivered",
        "leads delivered",
        fixed(1),
        "1 per lead delivered",
        "Leads delivered",
      ],
    ]),
  ],
};
