import { Link } from "@/components/ui/link";
import { budgetSentence } from "@/lib/usage/core/team/budget-words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

/** How use compares with its monthly limit, in words, and a link to change the limit. Empty without one. */
export function BudgetLine({ page, budget }: { page: TeamUsagePage; budget: TeamUsage["budget"] }) {
  if (!budget) return null;
  return (
    <p className="mb-1.5 text-foreground-2 text-sm tabular-nums">
      {budgetSentence(budget, page.view.kind, page.today)}{" "}
      <Link
        href={`/${page.workspace}/settings/alerts`}
        className="link whitespace-nowrap text-xs print:hidden"
      >
        Alerts and limits
      </Link>
    </p>
  );
}
