import { Download } from "lucide-react";
import { CrumbName } from "@/components/shell/crumbs";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Tag } from "@/components/ui/tag";
import { KindSwitch } from "@/components/usage/kind-switch";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, formatSigned, kindName } from "@/lib/credits/core/format";
import { isolated } from "@/lib/identity/core/isolated";
import { zoneCity } from "@/lib/usage/core/calendar";
import { monthLabel } from "@/lib/usage/core/month";
import type { StatementMonth } from "@/lib/usage/core/statement";
import type { StatementList } from "@/lib/usage/types";

/** Every month since the first entry, with its opening and closing balance and its statement in three forms. */
export function Statements({ data }: { data: StatementList }) {
  const { workspace, workspaceName, timeZone, months, kind } = data;
  return (
    <>
      <CrumbName>Statements</CrumbName>
      <PageHeader
        title="Statements"
        description={`Every month of ${isolated(workspaceName)}. Months end at midnight, ${zoneCity(timeZone)}.${movedSince(data) ? " Those that were over when the time zone changed stay as they were." : ""}`}
        actions={
          <KindSwitch
            shown={kind}
            hrefOf={(one) => `/${workspace}/settings/billing/statements?kind=${one}`}
          />
        }
      />
      {months.length === 0 ? <NoStatements data={data} /> : <MonthTable data={data} />}
      <About />
    </>
  );
}

/** Whether a month ended in another time zone than the present one. */
const movedSince = ({ months, timeZone }: StatementList): boolean =>
  months.some((month) => month.timeZone !== timeZone);

const NoStatements = ({ data: { kind, workspace } }: { data: StatementList }) => (
  <Empty
    title={`No ${kind === "ai" ? "AI" : "lead"} credits yet`}
    action={
      <Button asChild size="sm">
        <Link href={`/${workspace}/settings/billing?kind=${kind}`}>Go to Billing</Link>
      </Button>
    }
  >
    The first statement appears with the first transaction.
  </Empty>
);

function MonthTable({ data }: { data: StatementList }) {
  return (
    <table className="w-full border-collapse text-sm max-md:block">
      <caption className="sr-only">Statements of {kindName(data.kind)}</caption>
      <thead className="max-md:hidden">
        <tr className="border-border border-b text-left text-muted-foreground text-xs [&>th]:h-8 [&>th]:whitespace-nowrap [&>th]:pr-4 [&>th:last-child]:pr-0 [&>th]:font-medium">
          <th scope="col">Month</th>
          <th scope="col" className="text-right">
            Opening balance
          </th>
          <th scope="col" className="text-right">
            Change
          </th>
          <th scope="col" className="text-right">
            Closing balance
          </th>
          <th scope="col" className="text-right print:hidden">
            Download
          </th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {data.months.map((month) => (
          <MonthRow key={month.month} month={month} data={data} />
        ))}
      </tbody>
    </table>
  );
}

const cell = "border-grid border-b py-2 pr-4 max-md:border-0 max-md:p-0";
const numbers = `${cell} text-right tabular-nums max-md:text-left`;

/** On a phone: the month, then its balances on one line, then the downloads. */
function MonthRow({
  month,
  data: { kind, workspace },
}: {
  month: StatementMonth;
  data: StatementList;
}) {
  const { opening, closing, isOver } = month;
  const label = monthLabel(month.month);
  return (
    <tr className="max-md:flex max-md:flex-wrap max-md:items-baseline max-md:gap-x-3 max-md:border-border max-md:border-b max-md:py-3">
      <th scope="row" className={`${cell} text-left font-label max-md:w-full`}>
        <span className="inline-flex items-center gap-1.5">
          {label}
          {isOver ? null : <Tag>so far</Tag>}
        </span>
      </th>
      <td className={`${numbers} text-foreground-2`}>
        <Phone>Opening</Phone>
        {formatCredits(opening, kind)}
      </td>
      <td className={`${numbers} text-foreground-2`}>{formatSigned(closing - opening, kind)}</td>
      <td className={numbers}>
        <Phone>{isOver ? "Closing" : "So far"}</Phone>
        {formatCredits(closing, kind)}
      </td>
      <td className={`${cell} text-right max-md:w-full max-md:text-left md:pr-0 print:hidden`}>
        <Downloads {...{ workspace, kind, label }} month={month.month} />
      </td>
    </tr>
  );
}

const Phone = ({ children }: { children: string }) => (
  <span className="mr-1 text-muted-foreground md:hidden">{children}</span>
);

const FORMS = [
  ["csv", "CSV"],
  ["pdf", "PDF"],
  ["proof", "Proof"],
] as const;

function Downloads(props: { workspace: string; kind: Kind; month: string; label: string }) {
  const { workspace, kind, month, label } = props;
  const about = new URLSearchParams({ workspace, kind, month });
  return (
    <span className="inline-flex gap-0.5 max-md:mt-1 max-md:-ml-2.5 md:-mr-2.5">
      {FORMS.map(([form, name]) => (
        <Button key={form} asChild variant="ghost" size="sm" className="max-md:min-h-11">
          <a href={`/api/statements?${about}&as=${form}`} download>
            <Download aria-hidden className="size-3.5" />
            {name}
            <span className="sr-only"> of {label}</span>
          </a>
        </Button>
      ))}
    </span>
  );
}

/** What the three forms are for. */
const About = () => (
  <section aria-labelledby="about-heading" className="mt-8 max-w-2xl text-foreground-2 text-sm">
    <h2 id="about-heading" className="mb-1 text-foreground">
      What a statement says
    </h2>
    <p>
      The opening balance plus every row is the closing balance, to the hundredth. CSV and PDF hold
      every transaction of the month. Holds, releases and limits move nothing and are left out.
    </p>
    <p className="mt-2">
      A proof holds every entry of the ledger, those included, each with the digest that links it to
      the one before. Anyone can check it without Wellspent: download{" "}
      <a className="link" href="/verify-statement.mjs" download>
        verify-statement.mjs
      </a>{" "}
      and run{" "}
      <code className="font-mono text-xs">node verify-statement.mjs &lt;proof&gt; &lt;csv&gt;</code>
      . The CSV is compared with it, row by row. Keep the closing digest it prints: the proof of the
      next month begins with it.
    </p>
  </section>
);
