"use client";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { Deferred } from "@/components/ui/deferred";
import type { DialogContentProps } from "@/components/ui/dialog-parts";
import { ClickTrigger, Opened, OpeningRoot } from "@/components/ui/opening";

const parts = new Deferred(() => import("@/components/ui/dialog-parts"));

export const Dialog = OpeningRoot;
export const DialogTrigger = ClickTrigger;
export const DialogContent = (props: DialogContentProps) => (
  <Opened from={parts} choose={(file) => file.DialogContent} props={props} />
);
export const DialogTitle = parts.part((file) => file.DialogTitle);
export const DialogDescription = parts.part((file) => file.DialogDescription);
export const DialogClose = parts.part((file) => file.DialogClose);

export function DialogHeader({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("mb-3 flex flex-col gap-1 pr-8", className)} {...props} />;
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
