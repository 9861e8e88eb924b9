import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { historyHref } from "@/components/usage/history-address";
import type { History } from "@/lib/usage/types";

/** From one page of the history to the next. Empty if there is only one. */
export function Pager({ history: { workspace, view, page } }: { history: History }) {
  if (!(page.older || page.newer)) return null;
  const at = (edge: { before: string | null; after: string | null }) =>
    historyHref(workspace, { ...view, ...edge, tx: null });
  return (
    <nav aria-label="Pages of the history" className="mt-4 flex items-center gap-2">
      {page.newer ? (
        <Button asChild size="sm">
          <Link href={at({ before: null, after: page.newer })} scroll={false} prefetch={false}>
            Load newer
          </Link>
        </Button>
      ) : null}
      {page.older ? (
        <Button asChild size="sm">
          <Link href={at({ before: page.older, after: null })} scroll={false} prefetch={false}>
            Load older
          </Link>
        </Button>
      ) : null}
    </nav>
  );
}
