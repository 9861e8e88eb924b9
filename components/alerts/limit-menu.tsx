"use client";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { LiftLimit } from "@/components/alerts/lift-limit";
import { LimitDialog } from "@/components/alerts/limit-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { formatCredits } from "@/lib/credits/core/format";
import type { ShownLimit } from "@/lib/credits/types";

type LimitMenuProps = { workspace: string; limit: ShownLimit };

/** What can be done with a limit: change it or remove it. One that no longer limits anybody can only be removed. */
export function LimitMenu({ workspace, limit }: LimitMenuProps) {
  const [open, setOpen] = useState<"change" | "lift" | null>(null);
  const close = () => setOpen(null);
  const changeable = limit.gone === null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${limit.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {changeable ? (
            <DropdownMenuItem onSelect={() => setOpen("change")}>Change limit</DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setOpen("lift")}>Lift limit</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "change" && changeable ? (
        <LimitDialog
          workspace={workspace}
          choices={[]}
          limit={{ ...limit, amount: formatCredits(limit.amount, limit.kind) }}
          open
          onOpenChange={close}
        />
      ) : null}
      <LiftLimit workspace={workspace} limit={limit} open={open === "lift"} onOpenChange={close} />
    </>
  );
}
