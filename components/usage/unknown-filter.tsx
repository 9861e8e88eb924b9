import { Link } from "@/components/ui/link";
import { type UnknownFilters, unknownWords } from "@/lib/usage/core/unknown-filter";

type UnknownFilterProps = {
  unknown: UnknownFilters;
  /** The same without what names nobody. */
  clearHref: string;
};

/** Says that a filter names nobody of the workspace, and leads to the page without it. Empty if it names somebody. */
export function UnknownFilter({ unknown, clearHref }: UnknownFilterProps) {
  const words = unknownWords(unknown);
  if (!words) return null;
  return (
    <p role="status" className="mb-3 text-foreground-2">
      {words}{" "}
      <Link href={clearHref} scroll={false} className="link">
        Clear
      </Link>
    </p>
  );
}
