import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { HoldFacts } from "@/components/activity/hold-facts";
import { ImportOfRun } from "@/components/activity/import-of-run";
import { RunWaiting } from "@/components/activity/run-waiting";
import { LiveRun } from "@/components/credits/live-run";
import { ratesHref, ratesPath } from "@/components/rates/rates-address";
import { CrumbName } from "@/components/shell/crumbs";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { historyHref } from "@/components/usage/history-address";
import { loadBuyRail } from "@/lib/billing/loaders";
import { formatCredits, formatRange } from "@/lib/credits/core/format";
import type { Run } from "@/lib/credits/core/run";
import { loadOneActivity, type OneActivity } from "@/lib/credits/loaders/activity";
import { runSchema } from "@/lib/credits/schema";
import { loadImportOfRun } from "@/lib/leads/loaders";

type RunPageProps = { params: Promise<{ workspace: string; run: string }> };

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const found = await oneOf(params);
  return { title: found ? titleOf(found) : "Run" };
}

async function oneOf(params: RunPageProps["params"]) {
  const { workspace, run: runId } = await params;
  const known = runSchema.safeParse({ workspace, runId });
  return known.success ? loadOneActivity(workspace, runId) : null;
}

const titleOf = ({ row }: OneActivity): string =>
  row.source === "run" ? row.run.subject : (row.hold.subject ?? row.label);

/** "Content generation, Spring roast launch, started by Ines Carvalho", without what the title says. */
function startedBy({ row }: OneActivity, title: string): string {
  const about = [row.label, row.campaign].filter((word) => word && word !== title);
  return [
    ...about,
    about.length > 0 ? `started by ${row.by.name}` : `Started by ${row.by.name}`,
  ].join(", ");
}

/** One run: its progress and a Stop button while it runs, its receipt afterwards, and how its price was computed. */
export default async function RunPage({ params }: RunPageProps) {
  const { workspace } = await params;
  const found = await oneOf(params);
  if (!found) notFound();
  const { row, timeZone } = found;
  const title = titleOf(found);
  return (
    <div className="max-w-[680px]">
      <CrumbName>{title}</CrumbName>
      <p className="-mt-3 text-sm md:hidden print:hidden">
        <Link
          className="link inline-flex min-h-11 items-center text-foreground-2"
          href={`/${workspace}/activity`}
        >
          All runs
        </Link>
      </p>
      <h1>{title}</h1>
      <p className="mt-0.5 mb-6 text-foreground-2 tabular-nums">
        {startedBy(found, title)}
        {row.by.kind === "removed" ? " (removed)" : null},{" "}
        <Time at={row.at} timeZone={timeZone} format="full" />
      </p>
      {row.source === "run" ? (
        <OneRun found={found} run={row.run} unit={row.unit} />
      ) : (
        <HoldFacts
          hold={row.hold}
          label={row.label}
          timeZone={timeZone}
          captures={found.captures}
          hrefOf={(tx) => historyHref(workspace, { kind: row.hold.kind, tx })}
        />
      )}
      <p className="mt-6 flex items-center gap-2 text-muted-foreground text-xs">
        {row.source === "run" ? "Run" : "Hold"} <code className="font-mono">{row.id}</code>
        <CopyButton value={row.id} label={row.source === "run" ? "Copy run id" : "Copy hold id"} />
      </p>
    </div>
  );
}

type OneRunProps = { found: OneActivity; run: Run; unit: string };

async function OneRun({ found: { workspace, canStop }, run, unit }: OneRunProps) {
  const [rail, imports] = await Promise.all([
    run.state === "blocked" ? loadBuyRail(workspace) : null,
    loadImportOfRun(workspace, run.id),
  ]);
  return (
    <>
      <LiveRun
        run={run}
        title={run.subject}
        unit={unit}
        canStop={canStop && run.state !== "blocked"}
        historyHref={historyHref(workspace, { kind: run.kind, run: run.id })}
        receipt
      />
      {rail ? <RunWaiting run={run} rail={rail} canStop={canStop} /> : null}
      {imports ? <ImportOfRun workspace={workspace} {...imports} /> : null}
      <Quoted run={run} workspace={workspace} />
    </>
  );
}

function Quoted({ run, workspace }: { run: Run; workspace: string }) {
  const { quoted, kind } = run;
  return (
    <section aria-labelledby="quoted" className="mt-8">
      <h2 id="quoted">How the price came about</h2>
      <dl className="mt-2 text-sm tabular-nums">
        {quoted.lines.map((line) => (
          <div
            key={line.label}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-grid border-b py-2"
          >
            <dt>
              {line.label}
              <span className="block font-mono text-muted-foreground text-xs">{line.formula}</span>
            </dt>
            <dd className="text-right font-medium">{formatRange(line.min, line.max, kind)}</dd>
          </div>
        ))}
        <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-2">
          <dt>
            In all
            {quoted.min < quoted.max ? (
              <span className="block text-muted-foreground text-xs">
                most likely {formatCredits(quoted.likely, kind)}
              </span>
            ) : null}
          </dt>
          <dd className="text-right font-semibold">{formatRange(quoted.min, quoted.max, kind)}</dd>
        </div>
      </dl>
      <p className="mt-2 text-muted-foreground text-xs">
        Rate card {run.rateCardVersion}.{" "}
        <Link
          className="link"
          href={ratesHref(ratesPath(workspace), {
            version: run.rateCardVersion,
            operation: run.operation,
          })}
        >
          See the rate
        </Link>
      </p>
    </section>
  );
}
