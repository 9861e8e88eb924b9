"use client";
import { Deferred } from "@/components/ui/deferred";
import type { DropdownMenuContentProps } from "@/components/ui/dropdown-menu-parts";
import {
  Opened,
  OpeningRoot,
  OpeningTrigger,
  type TriggerProps,
  useOpening,
} from "@/components/ui/opening";

const parts = new Deferred(() => import("@/components/ui/dropdown-menu-parts"));

export const DropdownMenu = OpeningRoot;
export const DropdownMenuContent = (props: DropdownMenuContentProps) => (
  <Opened from={parts} choose={(file) => file.DropdownMenuContent} props={props} />
);
export const DropdownMenuItem = parts.part((file) => file.DropdownMenuItem);
export const DropdownMenuRadioGroup = parts.part((file) => file.DropdownMenuRadioGroup);
export const DropdownMenuRadioItem = parts.part((file) => file.DropdownMenuRadioItem);
export const DropdownMenuLabel = parts.part((file) => file.DropdownMenuLabel);
export const DropdownMenuSeparator = parts.part((file) => file.DropdownMenuSeparator);

const OPENING_KEYS = ["Enter", " ", "ArrowDown"];

/** Opens when the button is pressed down, as menus do, or with Enter, Space or the down arrow. */
export function DropdownMenuTrigger({ onPointerDown, onKeyDown, ...props }: TriggerProps) {
  const { open, change, byKey } = useOpening();
  return (
    <OpeningTrigger
      popup="menu"
      {...props}
      onPointerDown={(event) => {
        onPointerDown?.(event);
        if (event.defaultPrevented || event.button !== 0 || event.ctrlKey) return;
        byKey.current = false;
        change(!open);
        // The focus moves into the menu, not to the button.
        if (!open) event.preventDefault();
      }}
      onKeyDown={(event) => {
        onKeyDown?.(event);
        if (event.defaultPrevented || !OPENING_KEYS.includes(event.key)) return;
        event.preventDefault();
        byKey.current = true;
        change(event.key === "ArrowDown" || !open);
      }}
    />
  );
}
