"use client";
import * as AlertPrimitive from "radix-ui/alert-dialog";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { floatClasses, scrimClasses, useReturningFocus } from "@/components/ui/dialog-parts";
import type { Opening } from "@/components/ui/opening";

/** Use with `asChild` around a Button. */
export const AlertDialogAction = AlertPrimitive.Action;
/** Use with `asChild` around a Button. */
export const AlertDialogCancel = AlertPrimitive.Cancel;

export type AlertDialogContentProps = ComponentProps<typeof AlertPrimitive.Content>;

export function AlertDialogContent({
  className,
  opening,
  ...props
}: AlertDialogContentProps & { opening: Opening }) {
  const focus = useReturningFocus(opening, props);
  return (
    <AlertPrimitive.Root open={opening.open} onOpenChange={opening.change}>
      <AlertPrimitive.Portal>
        <AlertPrimitive.Overlay className={scrimClasses} />
        <AlertPrimitive.Content
          data-slot="alert-dialog"
          id={opening.contentId}
          className={cn(floatClasses, className)}
          {...props}
          {...focus}
        />
      </AlertPrimitive.Portal>
    </AlertPrimitive.Root>
  );
}

export function AlertDialogTitle({
  className,
  ...props
}: ComponentProps<typeof AlertPrimitive.Title>) {
  return (
    <AlertPrimitive.Title
      className={cn("font-semibold text-base tabular-nums", className)}
      {...props}
    />
  );
}

export function AlertDialogDescription({
  className,
  ...props
}: ComponentProps<typeof AlertPrimitive.Description>) {
  return (
    <AlertPrimitive.Description
      className={cn("text-foreground-2 tabular-nums", className)}
      {...props}
    />
  );
}
