import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { type Filters, filterWords, isFiltered, NO_FILTERS } from "@/lib/usage/core/filters";
import type { History } from "@/lib/usage/types";

type NoTransactionsProps = { history: History; onChange: (change: Partial<Filters>) => void };

/** An empty history says why, and what would show something. */
export function NoTransactions({ history, onChange }: NoTransactionsProps) {
  const { view, today } = history;
  if (!isFiltered(view)) {
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
  return (
    <Empty
      title="No transactions match these filters"
      className="mt-2"
      action={
        <>
          {nearest ? (
            <Button size="sm" onClick={() => onChange(nearest.change)}>
              {nearest.label} ({nearest.count.toLocaleString("en-US")})
            </Button>
          ) : null}
          <Button size="sm" variant="ghost" onClick={() => onChange(NO_FILTERS)}>
            Clear filters
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
