import { z } from "zod";
import { PROBLEMS, type ProblemName } from "@/lib/api/core/problem";
import { amount, at, fieldError, problemFields } from "@/lib/api/schema/answers";
import { SCOPES } from "@/lib/identity/core/api-key";

/** The members that each problem has besides those of all. */
const MEMBERS: Partial<Record<ProblemName, z.ZodRawShape>> = {
  missing_scope: { scope: z.enum(SCOPES).meta({ description: "What the key lacks." }) },
  invalid_request: { errors: z.array(fieldError).min(1) },
  insufficient_credits: {
    shortfall: amount.meta({ description: "How much is missing." }),
    available: amount,
    debt: amount.meta({
      description:
        "What is owed for a dispute that was lost. A purchase settles it first, so buy the shortfall and the debt.",
    }),
  },
  cap_reached: {
    scope: z.enum(["member", "campaign", "operation"]).meta({
      description: "What the cap is of. That of an API key has the scope member.",
    }),
    cap: amount.meta({ description: "The most of a month." }),
    left: amount.meta({ description: "What is neither used nor held of it." }),
    month: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .meta({ description: "The month by the workspace's time zone.", examples: ["2026-11"] }),
  },
  price_above_max: { price: amount },
  sourcing_paused: { since: at },
  hold_ended: { state: z.enum(["settled", "lapsed"]) },
  exceeds_hold: { remaining: amount.meta({ description: "What the hold still sets aside." }) },
  refused: { reason: z.string() },
};

const names = Object.keys(PROBLEMS) as ProblemName[];

/** "insufficient_credits" is described as "InsufficientCreditsProblem". */
export const problemSchemaName = (name: ProblemName): string =>
  `${name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Problem`;

/** Every problem to the letter, by the name of its schema. */
export const PROBLEM_SCHEMAS: Record<string, z.ZodType> = Object.fromEntries(
  names.map((name) => [
    problemSchemaName(name),
    z
      .object({
        ...problemFields,
        status: z.literal(PROBLEMS[name].status),
        code: z.literal(name),
        ...MEMBERS[name],
      })
      .meta({ id: problemSchemaName(name), description: PROBLEMS[name].means }),
  ]),
);
