"use client";
import { Deferred } from "@/components/ui/deferred";
import { ClickTrigger, Opened, OpeningRoot } from "@/components/ui/opening";
import type { PopoverContentProps } from "@/components/ui/popover-parts";

const parts = new Deferred(() => import("@/components/ui/popover-parts"));

export const Popover = OpeningRoot;
export const PopoverTrigger = ClickTrigger;
/** A small dialog: give it an `aria-label` or `aria-labelledby`. */
export const PopoverContent = (props: PopoverContentProps) => (
  <Opened from={parts} choose={(file) => file.PopoverContent} props={props} />
);

/** Fetches what opens popovers in advance, for popovers that must open without a network. */
export const fetchPopover = (): void => void parts.load().catch(() => {});
