import {
  ArrowUpRight,
  CalendarX2,
  CreditCard,
  Gavel,
  Hourglass,
  type LucideIcon,
  Pencil,
  RotateCcw,
  TrendingDown,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { SkeletonRows } from "@/components/ui/skeleton";
import {
  balanceFindings,
  type Checks,
  checkSentence,
  type Finding,
  type FindingsOf,
  summaryOf,
} from "@/components/usage/balance-findings";
import { CheckedLine } from "@/components/usage/checked-line";
import type { Report } from "@/components/usage/report";
import { ReportProblem } from "@/components/usage/report-problem";
import { formatCredits, kindName } from "@/lib/credits/core/format";

type BalanceHelpProps = FindingsOf & {
  checks: Checks;
  support: string | null;
};

const ICONS: Record<Finding["about"], LucideIcon> = {
  purchases: CreditCard,
  use: TrendingDown,
  holds: Hourglass,
  expiry: CalendarX2,
  refund: RotateCcw,
  dispute: Gavel,
  hand: Pencil,
};

/** What is checked when the balance seems wrong: each in a sentence, with the rows it is about. */
export function BalanceHelp({ checks, support, ...about }: BalanceHelpProps) {
  const { kind, workspace, timeZone, today, help } = about;
  const findings = balanceFindings(about);
  const check = checks.byKind[kind];
  return (
    <>
      <p className="mb-1 font-label" role="status">
        {summaryOf(findings, check?.differs === true)}
      </p>
      <ul className="divide-y divide-grid">
        {findings.map((finding) => (
          <FindingItem key={finding.about} finding={finding} />
        ))}
      </ul>
      <div className="mt-2 border-border border-t pt-3">
        <h3>Compared with every row</h3>
        <p className="mt-0.5 text-foreground-2">{checkSentence(checks, about)}</p>
        <CheckedLine
          key={kind}
          {...{ workspace, kind, check, timeZone, today }}
          canCheck={checks.canCheck}
        />
      </div>
      <div className="mt-3 border-border border-t pt-3">
        <h3>Still not right</h3>
        <p className="mt-0.5 mb-1.5 text-foreground-2">
          Open the row that seems wrong and report it from there, or report the balance as it is.
        </p>
        <div className="-ml-2">
          <ReportProblem support={support} report={balanceReport(about, help.held)} />
        </div>
      </div>
    </>
  );
}

export const BalanceHelpSkeleton = () => <SkeletonRows rows={5} />;

function FindingItem({ finding: { about, found, sentence, rows } }: { finding: Finding }) {
  const Icon = ICONS[about];
  return (
    <li className="flex gap-2.5 py-2.5 tabular-nums">
      <Icon
        aria-hidden
        className={cn(
          "mt-0.5 size-4 shrink-0",
          found ? "text-foreground" : "text-muted-foreground",
        )}
      />
      <div className="min-w-0 flex-1">
        <p className={found ? undefined : "text-muted-foreground"}>{sentence}</p>
        {rows.length > 0 ? (
          <ul className="mt-1.5">
            {rows.map((row) => (
              <FindingRow key={row.key} row={row} />
            ))}
          </ul>
        ) : null}
      </div>
    </li>
  );
}

function FindingRow({ row: { text, note, amount, href } }: { row: Finding["rows"][number] }) {
  const words = (
    <>
      <span className="min-w-0 flex-1">
        <span className={cn("block font-label", href && "group-hover:underline")}>{text}</span>
        <span className="block text-muted-foreground text-xs">{note}</span>
      </span>
      <span className="font-medium">{amount}</span>
      <ArrowUpRight
        aria-hidden
        className={cn("mt-0.5 size-3.5 text-muted-foreground", !href && "invisible")}
      />
    </>
  );
  const line = "group flex min-h-7 items-start gap-2 rounded-sm py-1 no-underline max-md:min-h-11";
  return (
    <li>
      {href ? (
        <Link href={href} scroll={false} prefetch={false} className={line}>
          {words}
        </Link>
      ) : (
        <span className={line}>{words}</span>
      )}
    </li>
  );
}

function balanceReport({ kind, workspace, today }: FindingsOf, held: number): Report {
  return {
    subject: `Problem with the balance of ${workspace}`,
    facts: [
      ["Workspace", workspace],
      ["Balance", kindName(kind)],
      ["Held", formatCredits(held, kind)],
      ["Day", today],
    ],
  };
}
