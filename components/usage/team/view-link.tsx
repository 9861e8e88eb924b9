import { Link } from "@/components/ui/link";
import { usageHref } from "@/components/usage/team/address";
import type { TeamUsagePage } from "@/lib/usage/types";

/** The same numbers as bars or as a table: each has its address. */
export function ViewLink({ page: { workspace, view } }: { page: TeamUsagePage }) {
  const other = view.view === "chart" ? "table" : "chart";
  return (
    <Link
      href={usageHref(workspace, { ...view, view: other })}
      scroll={false}
      className="link inline-flex min-h-6 items-center text-xs max-md:min-h-11 print:hidden"
    >
      View as {other}
    </Link>
  );
}
