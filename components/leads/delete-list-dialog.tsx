"use client";
import { useRouter } from "next/navigation";
import { useLive } from "@/components/credits/live-workspace";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatCount } from "@/lib/credits/core/format";
import { deleteListAction } from "@/lib/leads/actions";

import type { ListSummary } from "@/lib/leads/types";

type DeleteListDialogProps = {
  workspace: string;
  list: ListSummary;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Where to go afterwards, if the page showed the list itself. */
  then?: string;
};

/** Says what is deleted and what stays: the leads are paid for, so they stay in the workspace. */
export function DeleteListDialog({
  workspace,
  list,
  open,
  onOpenChange,
  then,
}: DeleteListDialogProps) {
  const router = useRouter();
  const { refresh } = useLive();

  const remove = async () => {
    const outcome = await deleteListAction({ workspace, listId: list.id }).catch(() => undefined);
    const answer = outcome?.data;
    if (answer && !answer.ok && answer.reason === "import_running") {
      return "An import adds to this list. Stop it, or wait until it is done.";
    }
    if (!answer) return "The list was not deleted. Try again.";
    if (then) router.push(then);
    refresh();
  };

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${list.name}?`}
      description={
        list.leads === 0
          ? "The list is empty."
          : `Its ${formatCount(list.leads)} ${list.leads === 1 ? "lead stays" : "leads stay"} in the workspace and can be added to another list at no cost.`
      }
      action="Delete list"
      onConfirm={remove}
    />
  );
}
