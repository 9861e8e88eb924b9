"use client";
import { useQueryState } from "nuqs";
import { type ComponentProps, useLayoutEffect, useRef } from "react";
import type { Cost } from "@/components/credits/cost-chip";
import { SpendButton } from "@/components/credits/spend-button";
import { ImportBalance } from "@/components/leads/import-balance";
import { ImportFigures, ImportTable } from "@/components/leads/import-figures";
import { ImportFlow } from "@/components/leads/import-flow";
import { ImportLimited } from "@/components/leads/import-limited";
import { ImportProblems } from "@/components/leads/import-problems";
import { ImportShortage } from "@/components/leads/import-shortage";
import type { Target } from "@/components/leads/target-list";
import { useStart } from "@/components/leads/use-start";
import { ActionBar } from "@/components/ui/action-bar";
import { Button } from "@/components/ui/button";
import { formatTime } from "@/components/ui/time";
import type { BuyRailData } from "@/lib/billing/types";
import { credits } from "@/lib/credits/core/amount";
import type { CapLeft } from "@/lib/credits/core/cap";
import { formatCount, formatCredits } from "@/lib/credits/core/format";
import { estimateOf } from "@/lib/leads/core/moved";
import {
  affordable,
  counted,
  leadsToImport,
  mostPayable,
  subjectOf,
} from "@/lib/leads/core/preview";
import type { ImportStatus } from "@/lib/leads/types";

type ImportPreviewProps = {
  status: ImportStatus;
  rail: BuyRailData;
  target: Target;
  limit: number | null;
  onLimit: (limit: number | null) => void;
  canSpend: boolean;
  canLimit: boolean;
  /** The person asks for this form, although the file would be free in the other. */
  onForm: (form: "usernames" | "export") => void;
};

/** What an import brings and costs, before it runs: the same figures appear on its receipt. */
export function ImportPreview(props: ImportPreviewProps) {
  const { status, rail, limit, onLimit, onForm } = props;
  const counts = status.import;
  const free = counts.form === "export";
  const each = credits(
    free || counts.toImport === 0 ? 0 : (status.quote?.max ?? 0) / counts.toImport,
  );
  const leads = leadsToImport(counts.toImport, limit);
  const cost = leads * each;
  const whole = counts.toImport * each;
  // Anything that prevents the import comes first; otherwise the button follows what it buys. The whole file decides
  // where it stands, so that nothing moves while the number of leads is chosen.
  const short = whole > mostPayable(status) && props.canSpend;
  const paying = (
    <>
      <ImportBalance cost={cost} widest={whole} available={status.available} />
      <Launch {...props} leads={leads} cost={cost} whole={whole} each={each} />
    </>
  );
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <h2 id="preview" className="tabular-nums">
          {sentence(counts.rowsRead, leads)}
        </h2>
        <span className="shrink-0 text-muted-foreground text-xs tabular-nums">
          Read {formatTime(counts.createdAt, rail.timeZone, "clock")}
        </span>
      </div>
      <p className="mb-3.5 text-muted-foreground text-xs tabular-nums">
        {free
          ? "This workspace exported these rows, so they import free."
          : `${formatCount(counts.invalid)} invalid, ${counted(counts.duplicates, "duplicate")}, ${formatCount(counts.existing)} already yours. Only imported leads are charged.`}
      </p>
      {short ? <div className="mb-5">{paying}</div> : null}
      <Rows counts={counts} leads={leads} each={each} free={free} />
      <ImportFigures counts={counts} leads={leads} each={each} free={free} />
      {short ? null : paying}
      <div className="mt-2 flex flex-wrap gap-x-4 gap-y-1 empty:hidden">
        {limit !== null && limit < counts.toImport ? (
          <Button variant="link" onClick={() => onLimit(null)}>
            Import all {formatCount(counts.toImport)}
          </Button>
        ) : null}
        {free && counts.invalid > 0 ? (
          <Button variant="link" onClick={() => onForm("usernames")}>
            Import every row as a username instead
          </Button>
        ) : null}
      </div>
      <ImportProblems status={status} workspace={rail.workspace} />
    </>
  );
}

/** What happens to the rows, as a drawing or as a table: each has its address. */
function Rows({ free, ...figures }: ComponentProps<typeof ImportFigures>) {
  const [view, setView] = useQueryState("view");
  const table = view === "table";
  return (
    <>
      {table ? (
        <ImportTable {...figures} />
      ) : (
        <ImportFlow counts={figures.counts} charged={!free} />
      )}
      <button
        type="button"
        className="link inline-flex min-h-6 items-center text-muted-foreground text-xs max-md:min-h-11"
        onClick={() => setView(table ? null : "table")}
      >
        View as {table ? "chart" : "table"}
      </button>
    </>
  );
}

const sentence = (rows: number, leads: number): string =>
  `Reads ${counted(rows, "row")} to import ${counted(leads, "lead")}`;

type LaunchProps = ImportPreviewProps & {
  leads: number;
  cost: number;
  /** What the whole file would cost: the widest price that can be shown. */
  whole: number;
  each: number;
};

/** The one button that spends or, if the import cannot be paid for, the ways on. */
function Launch(props: LaunchProps) {
  const { status, rail, cost, canSpend } = props;
  const start = useStart({
    workspace: rail.workspace,
    importId: status.import.id,
    subject: subjectOf(status.import.fileName),
  });
  const shortfall = Math.max(0, cost - status.available);
  const kept = useKeptHeight(props.whole > mostPayable(status));
  return (
    <div ref={kept}>
      {canSpend && status.limited && cost > status.limited.left ? (
        <Limited {...props} limited={status.limited} />
      ) : shortfall > 0 && canSpend ? (
        <Short {...props} start={start} shortfall={shortfall} />
      ) : (
        <StartButton {...props} start={start} />
      )}
      {start.problem ? (
        <p role="alert" className="mt-2 text-critical-ink">
          {start.problem}
        </p>
      ) : null}
    </div>
  );
}

/**
 * If something is below it, a place that has grown keeps its height, so that nothing jumps while a number is chosen.
 */
function useKeptHeight(keeps: boolean) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    if (keeps) element.style.minHeight = `${element.offsetHeight}px`;
    else element.style.removeProperty("min-height");
  });
  return place;
}

type Starting = { start: ReturnType<typeof useStart> };

const atMost = (amount: number): Cost => ({
  kind: "lead",
  min: credits(amount),
  max: credits(amount),
});

function StartButton(props: LaunchProps & Starting) {
  const { status, rail, target, limit, leads, cost, whole, canSpend, start } = props;
  const reason = canSpend
    ? blockerOf(status, target)
    : "Your role does not allow spending credits.";
  const chosen = { workspace: rail.workspace, importId: status.import.id, limit, wait: false };
  return (
    <>
      <ActionBar>
        <SpendButton
          size="lg"
          className="w-full"
          data-place="import.go"
          spend={start.begin.at(
            atMost(cost),
            { ...chosen, list: named(target) },
            estimateOf(status.quote, leads, cost),
          )}
          widest={atMost(whole)}
          lines={
            cost > 0
              ? [`${formatCount(leads)} × ${formatCredits(cost / leads, "lead")} lead credits`]
              : []
          }
          ratesHref={`/rates#${status.quote?.operation ?? ""}`}
          reason={reason}
        >
          {startLabel(leads)}
        </SpendButton>
      </ActionBar>
      <p className="mt-3 text-muted-foreground text-xs">
        {reason ??
          (cost > 0
            ? "Runs in the background. Stop at any time and pay only for leads already imported."
            : "Runs in the background. Nothing is held and nothing is charged.")}
      </p>
    </>
  );
}

function blockerOf(
  { import: { toImport, existing } }: ImportStatus,
  target: Target,
): string | null {
  if (toImport + existing === 0) return "No row of this file can be imported.";
  return "name" in target && target.name.trim() === "" ? "Give the new list a name." : null;
}

function Limited(props: LaunchProps & { limited: CapLeft }) {
  const { status, rail, each, limited, canLimit, onLimit } = props;
  const fits = affordable(mostPayable(status), each);
  return (
    <ImportLimited
      limited={limited}
      fits={fits > 0 ? { leads: fits, cost: credits(fits * each) } : null}
      settingsHref={canLimit ? `/${rail.workspace}/settings/alerts` : null}
      onFit={() => onLimit(fits)}
    />
  );
}

function Short(props: LaunchProps & Starting & { shortfall: number }) {
  const { status, rail, target, limit, leads, cost, each, start, shortfall } = props;
  const { workspace } = rail;
  const importId = status.import.id;
  const fits = affordable(status.available, each);
  const chosen = { workspace, importId, list: named(target), limit };
  return (
    <ImportShortage
      shortage={{
        kind: "lead",
        shortfall: credits(shortfall),
        debt: rail.offers.lead.balance?.debt ?? credits(0),
        maximum: credits(cost),
        available: status.available,
        what: `Importing ${counted(leads, "lead")}`,
      }}
      rail={rail}
      fits={fits > 0 ? { leads: fits, cost: credits(fits * each) } : null}
      run={status.run}
      waits={waitsFor(status, cost, target)}
      spendFor={(packageId, wait) =>
        start.goOn.at(
          atMost(cost),
          { ...chosen, wait },
          { packageId, shown: estimateOf(status.quote, leads, cost) },
        )
      }
      onFit={() => props.onLimit(fits)}
    />
  );
}

/** Whether it already waits, with exactly these choices. */
function waitsFor({ run, import: draft }: ImportStatus, cost: number, target: Target): boolean {
  if (run?.state !== "blocked" || run.quoted.max !== cost) return false;
  const { id, name } = { id: null, name: null, ...named(target) };
  return id === draft.listId && name === draft.listName;
}

const startLabel = (leads: number): string => (leads === 0 ? "Add to list" : "Start import");

const named = (target: Target): Target =>
  "name" in target ? { name: target.name.trim() } : target;
