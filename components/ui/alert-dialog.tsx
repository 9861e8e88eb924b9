"use client";
import type { ComponentProps } from "react";
import type { AlertDialogContentProps } from "@/components/ui/alert-dialog-parts";
import { cn } from "@/components/ui/cn";
import { Deferred } from "@/components/ui/deferred";
import { ClickTrigger, Opened, OpeningRoot } from "@/components/ui/opening";

export { DialogFooter as AlertDialogFooter } from "@/components/ui/dialog";

const parts = new Deferred(() => import("@/components/ui/alert-dialog-parts"));

export const AlertDialog = OpeningRoot;
export const AlertDialogTrigger = ClickTrigger;
export const AlertDialogContent = (props: AlertDialogContentProps) => (
  <Opened from={parts} choose={(file) => file.AlertDialogContent} props={props} />
);
export const AlertDialogTitle = parts.part((file) => file.AlertDialogTitle);
export const AlertDialogDescription = parts.part((file) => file.AlertDialogDescription);
/** Use with `asChild` around a Button. */
export const AlertDialogAction = parts.part((file) => file.AlertDialogAction);
/** Use with `asChild` around a Button. */
export const AlertDialogCancel = parts.part((file) => file.AlertDialogCancel);

export function AlertDialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("mb-3 flex flex-col gap-1", className)} {...props} />;
}
