"use client";
import { type FormEvent, useState } from "react";
import { useLive } from "@/components/credits/live-workspace";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { createListAction, renameListAction } from "@/lib/leads/actions";

type ListDialogProps = {
  workspace: string;
  /** The list to rename; null makes a new one. */
  list: { id: string; name: string } | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The name of a list: of a new one, or a new name for an existing one. */
export function ListDialog({ workspace, list, open, onOpenChange }: ListDialogProps) {
  const { refresh } = useLive();
  const [name, setName] = useState(list?.name ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") return setProblem("Give the list a name.");
    setPending(true);
    const outcome = list
      ? await renameListAction({ workspace, listId: list.id, name }).catch(() => undefined)
      : await createListAction({ workspace, name }).catch(() => undefined);
    setPending(false);
    if (!outcome || outcome.serverError || outcome.validationErrors) {
      return setProblem("The name was not saved. Try again.");
    }
    if (!list) setName("");
    onOpenChange(false);
    refresh();
  };

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <form onSubmit={save} className="grid gap-4">
          <DialogHeader>
            <DialogTitle>{list ? "Rename list" : "New list"}</DialogTitle>
          </DialogHeader>
          <Field label="Name" error={problem}>
            <Input
              autoFocus
              maxLength={100}
              value={name}
              onChange={({ target }) => {
                setProblem(null);
                setName(target.value);
              }}
            />
          </Field>
          <DialogFooter>
            <Button type="button" variant="ghost" onClick={() => onOpenChange(false)}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" pending={pending}>
              {list ? "Save name" : "Create list"}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
