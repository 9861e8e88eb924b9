"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { deleteListAction } from "@/lib/leads/actions";
import { count } from "@/lib/leads/core/preview";
import type { ListSummary } from "@/lib/leads/types";

type DeleteListDialogProps = {
  workspace: string;
  list: ListSummary;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where to go when the list was the page itself. */
  then?: string;
};

/** Says what goes and what stays: the leads are paid for, so they stay in the workspace. */
export function DeleteListDialog({
  workspace,
  list,
  open,
  onOpenChange,
  then,
}: DeleteListDialogProps) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const remove = async () => {
    setPending(true);
    const outcome = await deleteListAction({ workspace, listId: list.id }).catch(() => undefined);
    setPending(false);
    const answer = outcome?.data;
    if (answer && !answer.ok && answer.reason === "import_running") {
      return setProblem("An import adds to this list. Stop it, or wait until it is done.");
    }
    if (!answer) return setProblem("The list was not deleted. Try again.");
    onOpenChange(false);
    if (then) router.push(then);
    router.refresh();
  };

  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>Delete {list.name}?</AlertDialogTitle>
          <AlertDialogDescription>
            {list.leads === 0
              ? "The list is empty."
              : `Its ${count(list.leads)} ${list.leads === 1 ? "lead stays" : "leads stay"} in the workspace and can be added to another list at no cost.`}
          </AlertDialogDescription>
        </AlertDialogHeader>
        {problem ? (
          <p role="alert" className="text-critical-ink">
            {problem}
          </p>
        ) : null}
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button variant="ghost">Cancel</Button>
          </AlertDialogCancel>
          <Button variant="destructive" onClick={remove} pending={pending}>
            Delete list
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
