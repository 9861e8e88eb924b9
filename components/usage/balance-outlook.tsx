import { CreditAmount } from "@/components/credits/credit-amount";
import { CreditMark } from "@/components/credits/credit-mark";
import { Link } from "@/components/ui/link";
import { historyHref } from "@/components/usage/history-address";
import { type Balance, isAllHeld, lastsLong } from "@/lib/credits/core/balance";
import { formatCredits, kindName } from "@/lib/credits/core/format";
import { heldWords } from "@/lib/credits/core/held-words";
import type { Day } from "@/lib/usage/core/calendar";
import { runsOutText } from "@/lib/usage/core/outlook";

type BalanceOutlookProps = { workspace: string; today: Day; balances: readonly Balance[] };

/** How much of each kind there is, and how long it lasts. Two kinds, side by side, never added. */
export function BalanceOutlook({ balances, ...place }: BalanceOutlookProps) {
  return (
    <section aria-labelledby="outlook-heading" className="grid gap-5 md:max-lg:grid-cols-2">
      <h2 id="outlook-heading" className="sr-only">
        What will run out
      </h2>
      {balances.map((balance) => (
        <Outlook key={balance.kind} balance={balance} {...place} />
      ))}
    </section>
  );
}

function Outlook({
  balance,
  workspace,
  today,
}: { balance: Balance } & Omit<BalanceOutlookProps, "balances">) {
  const { kind } = balance;
  return (
    <div className="rounded-lg border border-border bg-card p-4">
      <h3 className="flex items-center gap-1.5">
        <CreditMark kind={kind} />
        <Link href={historyHref(workspace, { kind })} className="link tap">
          {kindName(kind)}
        </Link>
      </h3>
      <p className="mt-1">
        <CreditAmount amount={balance.current} kind={kind} size="xl" live className="gap-0" />
      </p>
      <p className="text-foreground-2 tabular-nums">{outlookOf(balance, today)}</p>
      <dl className="mt-3 tabular-nums">
        <Line label="Available now" value={formatCredits(balance.available, kind)} />
        <Line label="Held" value={formatCredits(balance.held, kind)} />
        <Line label="Lifetime used" value={formatCredits(balance.lifetimeUsed, kind)} />
      </dl>
    </div>
  );
}

const Line = ({ label, value }: { label: string; value: string }) => (
  <div className="flex justify-between gap-3 border-grid border-t py-1.5">
    <dt className="text-muted-foreground">{label}</dt>
    <dd className="font-medium">{value}</dd>
  </div>
);

function outlookOf(balance: Balance, today: Day): string {
  const { current, heldBy, runsOut, kind, version } = balance;
  const name = kind === "ai" ? "AI credits" : "lead credits";
  if (current === 0) return version === 0 ? `No ${name} yet.` : `No ${name} left.`;
  if (isAllHeld(balance)) return `Everything left is held for ${heldWords(heldBy)}.`;
  if (runsOut) return `At the current pace, runs out ${runsOutText(runsOut, today)}.`;
  if (lastsLong(balance)) return "At the current pace, lasts longer than a year.";
  return "Not enough use in the last 14 days for a forecast.";
}
