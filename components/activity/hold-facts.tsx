import { holdFacts } from "@/components/activity/activity-facts";
import { ActivityState } from "@/components/activity/activity-state";
import { RunReceipt } from "@/components/credits/run-receipt";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { formatSigned } from "@/lib/credits/core/format";
import type { HoldEntry, ProgramHold } from "@/lib/credits/types";

type HoldFactsProps = {
  hold: ProgramHold;
  label: string;
  timeZone: string;
  /** What was charged to the hold. */
  captures: readonly HoldEntry[];
  /** Where a transaction is explained. */
  hrefOf: (id: string) => string;
};

/** What a program set aside: its present state, and exactly what was charged to it. */
export function HoldFacts({ hold, label, timeZone, captures, hrefOf }: HoldFactsProps) {
  const facts = holdFacts(hold, label, timeZone);
  const { kind, amount, held, charged, returned } = hold;
  return (
    <>
      <p className="mb-4">
        <ActivityState facts={facts} />
      </p>
      <h2 id="receipt" className="mb-1">
        {facts.over ? "Receipt" : "So far"}
      </h2>
      <RunReceipt
        kind={kind}
        quoted={{ atMost: amount }}
        held={facts.over ? null : held}
        charged={charged}
        returned={returned}
        words={
          hold.state === "lapsed"
            ? "It was not captured in time: what was left came back by itself."
            : "A program holds and captures by itself."
        }
      />
      {captures.length > 0 ? (
        <section aria-labelledby="captures" className="mt-8">
          <h2 id="captures">Its transactions</h2>
          <ul className="mt-1 text-sm tabular-nums">
            {captures.map((entry) => (
              <li
                key={entry.id}
                className="flex items-center justify-between gap-4 border-grid border-b py-2"
              >
                <Link
                  className="link max-md:-my-2 max-md:inline-flex max-md:min-h-11 max-md:items-center"
                  href={hrefOf(entry.id)}
                >
                  <Time at={entry.at} timeZone={timeZone} />
                </Link>
                <span className="font-medium">{formatSigned(entry.amount, kind)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
