import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

type ImportOfRunProps = {
  /** Slug. */
  workspace: string;
  /** Null for those who may not import. */
  importId: string | null;
  /** Null until there is one. */
  listId: string | null;
};

/** The links from the run of an import to its results. */
export function ImportOfRun({ workspace, importId, listId }: ImportOfRunProps) {
  if (!importId && !listId) return null;
  return (
    <p className="mt-4 flex flex-wrap gap-2 print:hidden">
      {listId ? (
        <Button asChild size="sm">
          <Link href={`/${workspace}/leads/${listId}`}>View list</Link>
        </Button>
      ) : null}
      {importId ? (
        <Button asChild size="sm" variant={listId ? "ghost" : "outline"}>
          <Link href={`/${workspace}/leads/import?import=${importId}`}>Open the import</Link>
        </Button>
      ) : null}
    </p>
  );
}
