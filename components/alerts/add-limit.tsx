"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type LimitChoice, LimitDialog } from "@/components/alerts/limit-dialog";
import { Button } from "@/components/ui/button";

type AddLimitProps = { workspace: string; choices: readonly LimitChoice[] };

/** Opens the dialog for a new monthly limit. */
export function AddLimit({ workspace, choices }: AddLimitProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <Plus aria-hidden className="size-3.5" />
        Add limit
      </Button>
      <LimitDialog
        workspace={workspace}
        choices={choices}
        limit={null}
        open={open}
        onOpenChange={setOpen}
      />
    </>
  );
}
