"use client";
import { X } from "lucide-react";
import { useState, useTransition } from "react";
import { useLive } from "@/components/credits/live-workspace";
import { announce } from "@/components/ui/announcer";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { orToast } from "@/components/ui/or-toast";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/credits/core/format";
import { discardImportAction } from "@/lib/leads/actions";

import type { ImportView } from "@/lib/leads/types";

type OpenImportsProps = { open: readonly ImportView[]; workspace: string; timeZone: string };

/** Where the person left off: waiting files, each to continue with or to discard. Empty if there are none. */
export function OpenImports({ open, workspace, timeZone }: OpenImportsProps) {
  if (open.length === 0) return null;
  return (
    <>
      <h3 className="mt-8 mb-1 font-label">Where you left off</h3>
      <ul className="tabular-nums">
        {open.map((one) => (
          <li
            key={one.id}
            className="flex min-h-10 items-center gap-3 border-grid not-first:border-t"
          >
            <Link
              className="link min-w-0 truncate"
              href={`/${workspace}/leads/import?import=${one.id}`}
              title={one.fileName}
            >
              {one.fileName}
            </Link>
            <span className="ml-auto shrink-0 text-muted-foreground text-xs">
              {progressText(one)}, <Time at={one.createdAt} timeZone={timeZone} />
            </span>
            <Discard one={one} workspace={workspace} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Discard({ one, workspace }: { one: ImportView; workspace: string }) {
  const { refresh } = useLive();
  const [discarding, begin] = useTransition();
  const [discarded, setDiscarded] = useState(false);
  const pending = discarding || discarded;
  if (one.state === "started") return <span className="w-7 max-md:w-11" />;
  const discard = () =>
    begin(async () => {
      const call = discardImportAction({ workspace, importId: one.id });
      if (!(await orToast(call, "Not discarded. Try again."))) return;
      announce(`${one.fileName} was discarded.`);
      setDiscarded(true);
      refresh();
    });
  return (
    <Button
      size="icon-sm"
      variant="ghost"
      pending={pending}
      aria-label={`Discard ${one.fileName}`}
      title="Discard"
      onClick={discard}
    >
      {pending ? null : <X aria-hidden className="size-3.5" />}
    </Button>
  );
}

function progressText({ state, toImport }: ImportView): string {
  if (state === "started") return "importing";
  if (state === "unreadable") return "could not be read";
  return state === "ready" ? `${formatCount(toImport)} to import` : "being read";
}
