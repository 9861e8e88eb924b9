"use client";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { DeleteListDialog } from "@/components/leads/delete-list-dialog";
import { ListDialog } from "@/components/leads/list-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { ListSummary } from "@/lib/leads/types";

type ListMenuProps = { workspace: string; list: ListSummary; then?: string };

/** What can be done with a list: rename, delete. */
export function ListMenu({ workspace, list, then }: ListMenuProps) {
  const [open, setOpen] = useState<"rename" | "delete" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${list.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setOpen("rename")}>Rename</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setOpen("delete")}>Delete</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {open === "rename" ? (
        <ListDialog workspace={workspace} list={list} open onOpenChange={close} />
      ) : null}
      {open === "delete" ? (
        <DeleteListDialog
          workspace={workspace}
          list={list}
          open
          onOpenChange={close}
          {...(then ? { then } : {})}
        />
      ) : null}
    </>
  );
}
