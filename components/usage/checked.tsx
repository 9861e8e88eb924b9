import { CircleAlert, ShieldCheck } from "lucide-react";
import type { ShownCheck } from "@/lib/credits/core/check";
import { type Day, dayOf, momentLabel, timeLabel } from "@/lib/usage/core/calendar";
import type { History, Transaction } from "@/lib/usage/types";

type CheckedProps = { check: ShownCheck | null; timeZone: string; today: Day };

/** "Checked 03:00", or what else the latest comparison of the balance with its rows found. */
export function Checked({ check, timeZone, today }: CheckedProps) {
  if (!check) return <>Not checked yet</>;
  const at = new Date(check.checkedAt);
  const when =
    dayOf(at, timeZone) === today ? timeLabel(at, timeZone) : momentLabel(at, timeZone, today);
  if (check.differs) {
    return (
      <>
        <CircleAlert aria-hidden className="size-3.5 text-critical-ink" />
        Checked {when}, differs
      </>
    );
  }
  return (
    <>
      <ShieldCheck aria-hidden className="size-3.5" />
      Checked {when}
    </>
  );
}

/** Whether this row was included when its balance was last compared with all of its rows. */
export function RowChecked({ row, history }: { row: Transaction; history: History }) {
  const { checks, timeZone, today } = history;
  const latest = checks[row.kind];
  const check = latest && latest.checkedAt > row.at ? latest : null;
  return (
    <span className="flex items-center gap-1 text-muted-foreground text-xs tabular-nums sm:order-last sm:basis-full">
      <Checked check={check} timeZone={timeZone} today={today} />
    </span>
  );
}
