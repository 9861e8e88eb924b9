"use client";
import {
  InsufficientCredits,
  type InsufficientCreditsProps,
  shortageText,
  shortageTitle,
} from "@/components/credits/insufficient-credits";
import {
  AlertDialog,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";

type InsufficientCreditsDialogProps = InsufficientCreditsProps & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Stops an operation that is not covered: names the gap and the ways on, with the focus on the chosen one. */
export function InsufficientCreditsDialog({
  open,
  onOpenChange,
  ...props
}: InsufficientCreditsDialogProps) {
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent
        className="max-w-[400px]"
        onEscapeKeyDown={(event) => {
          if (props.pending) event.preventDefault();
        }}
        onOpenAutoFocus={(event) => {
          const chosen = (event.currentTarget as HTMLElement | null)?.querySelector<HTMLElement>(
            '[role="radio"][aria-checked="true"], button',
          );
          if (!chosen) return;
          event.preventDefault();
          chosen.focus();
        }}
      >
        <AlertDialogHeader>
          <AlertDialogTitle>{shortageTitle(props.shortage)}</AlertDialogTitle>
          <AlertDialogDescription>{shortageText(props.shortage)}</AlertDialogDescription>
        </AlertDialogHeader>
        <InsufficientCredits {...props} onCancel={() => onOpenChange(false)} />
      </AlertDialogContent>
    </AlertDialog>
  );
}
