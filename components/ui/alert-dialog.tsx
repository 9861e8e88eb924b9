"use client";
import * as AlertPrimitive from "radix-ui/alert-dialog";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { DialogFooter, floatClasses, scrimClasses } from "@/components/ui/dialog";

export const AlertDialog = AlertPrimitive.Root;
export const AlertDialogTrigger = AlertPrimitive.Trigger;
/** Use with `asChild` around a Button. */
export const AlertDialogAction = AlertPrimitive.Action;
/** Use with `asChild` around a Button. */
export const AlertDialogCancel = AlertPrimitive.Cancel;
export const AlertDialogFooter = DialogFooter;

export function AlertDialogContent({
  className,
  ...props
}: ComponentProps<typeof AlertPrimitive.Content>) {
  return (
    <AlertPrimitive.Portal>
      <AlertPrimitive.Overlay className={scrimClasses} />
      <AlertPrimitive.Content
        data-slot="alert-dialog"
        className={cn(floatClasses, className)}
        {...props}
      />
    </AlertPrimitive.Portal>
  );
}

export function AlertDialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("mb-3 flex flex-col gap-1", className)} {...props} />;
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
