"use client";
import { type ReactElement, type ReactNode, useState } from "react";
import { Note } from "@/components/ui/alert";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";

type ConfirmDialogProps = {
  title: ReactNode;
  /** What happens, and what stays. */
  description: ReactNode;
  /** What the button says: a verb and its object. */
  action: string;
  cancel?: string;
  /** Carries it out. If it fails, returns a sentence that says why, and the question stays open. */
  onConfirm: () => Promise<string | undefined>;
} & (Opened | Triggered);

/** Opened by a button of its own, or by something that disappears when it opens, such as a menu item. */
type Triggered = { trigger: ReactElement; open?: never; onOpenChange?: never };
type Opened = { trigger?: never; open: boolean; onOpenChange: (open: boolean) => void };

/** Asks before something is removed. The focus returns to what opened it. */
export function ConfirmDialog({
  title,
  description,
  action,
  cancel = "Cancel",
  onConfirm,
  ...opener
}: ConfirmDialogProps) {
  const [itself, setItself] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  const setOpen = (open: boolean) => {
    setFailure(undefined);
    (opener.onOpenChange ?? setItself)(open);
  };
  const confirm = async () => {
    setPending(true);
    setFailure(undefined);
    const refusal = await onConfirm();
    setPending(false);
    if (refusal) setFailure(refusal);
    else setOpen(false);
  };

  return (
    <AlertDialog open={opener.open ?? itself} onOpenChange={setOpen}>
      {opener.trigger ? <AlertDialogTrigger asChild>{opener.trigger}</AlertDialogTrigger> : null}
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{title}</AlertDialogTitle>
          <AlertDialogDescription>{description}</AlertDialogDescription>
        </AlertDialogHeader>
        {failure ? (
          <Note tone="critical" role="alert">
            {failure}
          </Note>
        ) : null}
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button>{cancel}</Button>
          </AlertDialogCancel>
          <Button variant="destructive" pending={pending} onClick={confirm}>
            {action}
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
