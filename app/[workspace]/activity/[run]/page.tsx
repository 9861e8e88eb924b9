import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { LiveRun } from "@/components/credits/live-run";
import { ratesHref, ratesPath } from "@/components/rates/rates-address";
import { CrumbName } from "@/components/shell/crumbs";
import { CopyButton } from "@/components/ui/copy-button";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { formatRange } from "@/lib/credits/core/format";
import type { Run } from "@/lib/credits/core/run";
import { loadRun } from "@/lib/credits/loaders";
import { runSchema } from "@/lib/credits/schema";

type RunPageProps = { params: Promise<{ workspace: string; run: string }> };

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const found = await foundRun(params);
  return { title: found ? found.run.subject : "Run" };
}

/** One run: its progress and Stop while it works, its receipt afterwards, how its price came about. */
export default function RunPage({ params }: RunPageProps) {
  return (
    <Suspense fallback={<SkeletonRows rows={4} />}>
      <FoundRun params={params} />
    </Suspense>
  );
}

async function foundRun(params: RunPageProps["params"]) {
  const { workspace, run: runId } = await params;
  const known = runSchema.safeParse({ workspace, runId });
  return known.success ? loadRun(workspace, runId) : null;
}

async function FoundRun({ params }: RunPageProps) {
  const { workspace } = await params;
  const found = await foundRun(params);
  if (!found) notFound();
  const { run, label, by, unit, timeZone, canStop, canBuy } = found;
  const billing = `/${workspace}/settings/billing`;
  return (
    <div className="max-w-[680px]">
      <CrumbName>{run.subject}</CrumbName>
      <p className="mb-2 text-sm md:hidden">
        <Link className="link text-foreground-2" href={`/${workspace}/activity`}>
          All runs
        </Link>
      </p>
      <h1>{run.subject}</h1>
      <p className="mt-0.5 mb-6 text-foreground-2 tabular-nums">
        {label}, started by {by}, <Time at={run.createdAt} timeZone={timeZone} format="full" />
      </p>
      <LiveRun
        run={run}
        title={run.subject}
        unit={unit}
        canStop={canStop}
        continueHref={canBuy ? `${billing}?kind=${run.kind}&buy=popular` : null}
        historyHref={`${billing}?kind=${run.kind}&run=${run.id}`}
        receipt
      />
      <Quoted run={run} workspace={workspace} />
      <p className="mt-6 flex items-center gap-2 text-muted-foreground text-xs">
        Run <code className="font-mono">{run.id}</code>
        <CopyButton value={run.id} label="Copy run id" />
      </p>
    </div>
  );
}

function Quoted({ run, workspace }: { run: Run; workspace: string }) {
  return (
    <section aria-labelledby="quoted" className="mt-8">
      <h2 id="quoted">How the price came about</h2>
      <dl className="mt-2 text-sm tabular-nums">
        {run.quoted.lines.map((line) => (
          <div
            key={line.label}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-grid border-b py-2"
          >
            <dt>
              {line.label}
              <span className="block font-mono text-muted-foreground text-xs">{line.formula}</span>
            </dt>
            <dd className="text-right font-medium">{formatRange(line.min, line.max, run.kind)}</dd>
          </div>
        ))}
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
