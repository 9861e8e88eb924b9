"use client";
import { X } from "lucide-react";
import * as DialogPrimitive from "radix-ui/dialog";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

export const Dialog = DialogPrimitive.Root;
export const DialogTrigger = DialogPrimitive.Trigger;
export const DialogClose = DialogPrimitive.Close;

export const scrimClasses = "fade-motion fixed inset-0 z-40 bg-scrim";
export const floatClasses =
  "pop-motion -translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] max-w-[440px] flex-col overflow-y-auto rounded-lg bg-popover p-[18px] pb-4 text-popover-foreground text-sm shadow-pop outline-none";

type DialogContentProps = ComponentProps<typeof DialogPrimitive.Content> & {
  /** Leaves out the close button: the buttons of the dialog are the only ways out. */
  plain?: boolean;
};

export function DialogContent({
  className,
  children,
  plain = false,
  ...props
}: DialogContentProps) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={scrimClasses} />
      <DialogPrimitive.Content
        data-slot="dialog"
        className={cn(floatClasses, className)}
        {...props}
      >
        {children}
        {plain ? null : <CloseButton className="absolute top-3 right-3" />}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
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

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("mb-3 flex flex-col gap-1 pr-8", className)} {...props} />;
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

export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={cn(
        "mt-4 flex items-center justify-end gap-2 max-sm:flex-col-reverse max-sm:items-stretch",
        className,
      )}
      {...props}
    />
  );
}
