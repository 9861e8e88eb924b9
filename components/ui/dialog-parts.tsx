"use client";
import { X } from "lucide-react";
import * as DialogPrimitive from "radix-ui/dialog";
import { type ComponentProps, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { currentOpener } from "@/components/ui/focus-return";
import type { Opening } from "@/components/ui/opening";

export const DialogClose = DialogPrimitive.Close;

export const scrimClasses = "fade-motion fixed inset-0 z-40 bg-scrim";
export const floatClasses =
  "pop-motion fixed inset-0 z-50 m-auto flex h-fit max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] max-w-[440px] flex-col overflow-y-auto rounded-lg bg-popover p-[18px] pb-4 text-foreground text-sm shadow-pop outline-none";

export type DialogContentProps = ComponentProps<typeof DialogPrimitive.Content> & {
  /** Leaves out the close button: the buttons of the dialog are the only ways out. */
  plain?: boolean;
};

export function DialogContent({
  className,
  children,
  plain = false,
  opening,
  ...props
}: DialogContentProps & { opening: Opening }) {
  const focus = useReturningFocus(opening, props);
  return (
    <DialogPrimitive.Root open={opening.open} onOpenChange={opening.change}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={scrimClasses} />
        <DialogPrimitive.Content
          data-slot="dialog"
          id={opening.contentId}
          className={cn(floatClasses, className)}
          {...props}
          {...focus}
        >
          {children}
          {plain ? null : <CloseButton className="absolute top-3 right-3" />}
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

type FocusHandlers = Pick<
  ComponentProps<typeof DialogPrimitive.Content>,
  "onOpenAutoFocus" | "onCloseAutoFocus"
>;

/** The focus returns to the trigger or, without one, to what had it before. A dialog may decide otherwise. */
export function useReturningFocus(opening: Opening, own: FocusHandlers): Required<FocusHandlers> {
  const before = useRef<Element>(null);
  return {
    onOpenAutoFocus: (event) => {
      before.current = currentOpener();
      own.onOpenAutoFocus?.(event);
    },
    onCloseAutoFocus: (event) => {
      own.onCloseAutoFocus?.(event);
      if (event.defaultPrevented) return;
      event.preventDefault();
      const to = opening.trigger.current ?? before.current;
      if (to instanceof HTMLElement) to.focus();
    },
  };
}

export function CloseButton({ className }: { className?: string }) {
  return (
    <DialogPrimitive.Close
      aria-label="Close"
      className={cn(
        "grid size-7 place-items-center rounded-sm text-foreground-2 hover:bg-hover hover:text-foreground max-md:size-11",
        className,
      )}
    >
      <X aria-hidden className="size-4" />
    </DialogPrimitive.Close>
  );
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof DialogPrimitive.Title>) {
  return (
    <DialogPrimitive.Title
      className={cn("font-semibold text-base tabular-nums", className)}
      {...props}
    />
  );
}

export function DialogDescription({
  className,
  ...props
}: ComponentProps<typeof DialogPrimitive.Description>) {
  return (
    <DialogPrimitive.Description
      className={cn("text-foreground-2 tabular-nums", className)}
      {...props}
    />
  );
}
