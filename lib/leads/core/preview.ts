import { type Credits, credits } from "@/lib/credits/core/amount";
import type { CapLeft } from "@/lib/credits/core/cap";
import { formatCount, spokenCredits } from "@/lib/credits/core/format";
import type { Run } from "@/lib/credits/core/run";
import type { ImportForm } from "./row";

/** The operation as which an import is quoted and charged. */
export const operationOf = (form: ImportForm): "import_csv_usernames" | "import_csv_export" =>
  form === "export" ? "import_csv_export" : "import_csv_usernames";

/** The most leads that an import brings. */
export const leadsToImport = (toImport: number, limit: number | null): number =>
  limit === null ? toImport : Math.min(toImport, limit);

/** What the history says an import was for. */
export const subjectOf = (fileName: string): string => fileName.replace(/\.(csv|txt|tsv)$/i, "");

/** How many leads `available` pays for, at `each` (both in hundredths of a credit). */
export const affordable = (available: number, each: number): number =>
  each === 0 ? Number.MAX_SAFE_INTEGER : Math.floor(available / each);

/** The most that an import may cost to begin now: what is available and what a limit leaves. */
export const mostPayable = ({
  available,
  limited,
}: {
  available: Credits;
  limited: CapLeft | null;
}): Credits => (limited && limited.left < available ? limited.left : available);

/** A part of an import: its first leads, and what they cost. */
export type ImportPart = { leads: number; cost: Credits };

type Waiting = Pick<Run, "operation" | "state" | "startedAt" | "quoted" | "progress">;

/**
 * The part of a waiting import that `available` pays for, at the rates at which the run was quoted. Null if that is
 * nothing, if the import has begun (what it has done stays), and for a run that imports nothing.
 */
export function fittingPart(
  { operation, state, startedAt, quoted, progress }: Waiting,
  available: number,
): (ImportPart & { importId: string }) | null {
  const { total, import: importId } = progress;
  const waits = state === "blocked" && startedAt === null && total > 0;
  if (!waits || operation !== operationOf("usernames") || typeof importId !== "string") return null;
  const each = quoted.max / total;
  const leads = affordable(available, each);
  return leads > 0 ? { importId, leads, cost: credits(leads * each) } : null;
}

/** Importing less, as a way to continue when credits are short: what it brings, and its own price. */
export const partialImportOption = ({ leads, cost }: ImportPart) => ({
  id: "fit",
  label: `Import only the first ${leads === 1 ? "lead" : formatCount(leads)}`,
  description: `${spokenCredits(cost, "lead")}, fits now`,
});

export type Counts = {
  rowsRead: number;
  invalid: number;
  duplicates: number;
  existing: number;
  toImport: number;
};

/** The flow diagram as one sentence, for those who do not see it. */
export const flowSentence = (counts: Counts): string =>
  `${counted(counts.rowsRead, "row")} read. ${formatCount(counts.invalid)} invalid, ${counted(counts.duplicates, "duplicate")} in the ` +
  `file, ${formatCount(counts.existing)} already in the workspace. ${formatCount(counts.toImport)} to import.`;

/** "1 row", "1,204 rows". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`;

/** "34 MB", "812 KB": how large a file is, as people say it. */
export function fileSize(bytes: number): string {
  if (bytes < 1_024) return `${bytes} bytes`;
  const kilobytes = bytes / 1_024;
  return kilobytes < 1_024 ? `${Math.round(kilobytes)} KB` : `${Math.round(kilobytes / 1_024)} MB`;
}

/** A branch of the flow diagram: where it leaves the block of rows and how thick it is, in units of the drawing. */
export type Bands = { imported: number; existing: number; dropped: number };

/** Thickness is linear in rows; a branch with any rows is at least 2 units thick. */
export function bandsOf(counts: Counts, height: number): Bands {
  const share = (rows: number) =>
    rows === 0 ? 0 : Math.max(2, (rows / Math.max(1, counts.rowsRead)) * height);
  const imported = share(counts.toImport);
  const existing = share(counts.existing);
  return { imported, existing, dropped: Math.max(0, height - imported - existing) };
}
