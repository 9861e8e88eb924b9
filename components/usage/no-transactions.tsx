import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { historyHref } from "@/components/usage/history-address";
import { formatCount } from "@/lib/credits/core/format";
import {
  type Filters,
  filteredView,
  filterWords,
  isFiltered,
  NO_FILTERS,
} from "@/lib/usage/core/filters";
import type { History } from "@/lib/usage/types";

/**
 * Says why a history is empty, and leads to what would show something. These are links, so they work before their code
 * has loaded.
 */
export function NoTransactions({ history }: { history: History }) {
  const { view, today, workspace } = history;
  const ofOneKind = view.kind !== null && !isFiltered({ ...view, kind: null });
  // A workspace that never had a credit has none of that kind either: no filter is to blame.
  if (!isFiltered(view) || (ofOneKind && history.wider === null)) {
    return (
      <Empty title="No transactions yet">
        Credits are used when you generate content, message or import.
      </Empty>
    );
  }
  const words = filterWords(
    view,
    {
      operation: history.operation?.label ?? null,
      member: view.member === "system" ? "the system" : nameOf(history.people, view.member),
      campaign: nameOf(history.campaigns, view.campaign),
    },
    today,
  );
  const nearest = history.wider;
  const withChange = (change: Partial<Filters>) =>
    historyHref(workspace, filteredView(view, change));
  return (
    <Empty
      title="No transactions match these filters"
      className="mt-2"
      action={
        <>
          {nearest ? (
            <Button asChild size="sm">
              <Link href={withChange(nearest.change)} scroll={false}>
                {nearest.label} ({formatCount(nearest.count)})
              </Link>
            </Button>
          ) : null}
          <Button asChild size="sm" variant="ghost">
            <Link href={withChange(NO_FILTERS)} scroll={false}>
              Clear filters
            </Link>
          </Button>
        </>
      }
    >
      {words}.
    </Empty>
  );
}

const nameOf = (choices: readonly { id: string; name: string }[], id: string | null) =>
  choices.find((choice) => choice.id === id)?.name ?? null;
