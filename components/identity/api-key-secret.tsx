"use client";
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

type ApiKeySecretProps = { name: string; secret: string; onDone: () => void };

/** The secret of a new key. A click beside it does not close it, since it is never shown again. */
export function ApiKeySecret({ name, secret, onDone }: ApiKeySecretProps) {
  return (
    <AlertDialog open onOpenChange={(open) => open || onDone()}>
      <AlertDialogContent className="max-w-[520px]">
        <AlertDialogHeader>
          <AlertDialogTitle>Key {name} is made</AlertDialogTitle>
          <AlertDialogDescription>
            Copy its secret now and keep it where the program reads it. It is not shown again:
            Wellspent keeps only its hash.
          </AlertDialogDescription>
        </AlertDialogHeader>
        <div className="flex items-center gap-1 rounded bg-sunken py-1.5 pr-1.5 pl-3 shadow-[inset_0_0_0_1px_var(--border)]">
          <code className="min-w-0 flex-1 break-all font-mono text-xs">{secret}</code>
          <CopyButton value={secret} label="Copy the secret" />
        </div>
        <AlertDialogFooter>
          <AlertDialogAction asChild>
            <Button variant="primary">Done</Button>
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
