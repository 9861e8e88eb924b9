"use client";
import { Check } from "lucide-react";
import { Menu } from "radix-ui/internal";
import { type ComponentProps, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { rememberMenu } from "@/components/ui/focus-return";
import type { Opening } from "@/components/ui/opening";

export const DropdownMenuRadioGroup = Menu.RadioGroup;

const row =
  "flex min-h-8 select-none items-center gap-2 rounded-sm px-2 py-1 text-foreground no-underline outline-none data-disabled:text-muted-foreground data-highlighted:bg-active data-highlighted:[&_.text-muted-foreground]:text-foreground-2 max-md:min-h-11 [&_svg:not([class*=size-])]:size-4 [&_svg:not([class*=text-])]:text-muted-foreground";

export type DropdownMenuContentProps = ComponentProps<typeof Menu.Content> & {
  /** Names the region it opens in. */
  landmark?: string;
};

/** Not modal: the page behind it stays readable, and keeps its scroll bar. */
export function DropdownMenuContent({
  className,
  sideOffset = 6,
  align = "start",
  landmark = "Menu",
  opening,
  ...props
}: DropdownMenuContentProps & { opening: Opening }) {
  const { open, change, trigger, triggerId, contentId, byKey } = opening;
  const wentElsewhere = useRef(false);
  return (
    <Menu.Root open={open} onOpenChange={change} modal={false}>
      <Menu.Anchor virtualRef={trigger} />
      <Menu.Portal>
        <section aria-label={landmark}>
          <Menu.Content
            id={contentId}
            aria-labelledby={triggerId}
            sideOffset={sideOffset}
            align={align}
            collisionPadding={8}
            className={cn(
              "pop-motion z-50 max-h-(--radix-popper-available-height) min-w-52 overflow-y-auto rounded-lg bg-popover p-1 text-sm shadow-pop outline-none",
              className,
            )}
            {...props}
            onFocus={({ target, currentTarget }) => {
              // The menu listens for keys only once it is drawn, and the key that opened it may have come before that.
              if (target === currentTarget && byKey.current) firstItem(currentTarget)?.focus();
              byKey.current = false;
            }}
            onInteractOutside={() => {
              wentElsewhere.current = true;
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              if (!wentElsewhere.current) trigger.current?.focus();
              wentElsewhere.current = false;
            }}
          />
        </section>
      </Menu.Portal>
    </Menu.Root>
  );
}

const firstItem = (menu: HTMLElement): HTMLElement | null =>
  menu.querySelector('[role^="menuitem"]:not([data-disabled])');

export function DropdownMenuItem({
  className,
  variant = "default",
  onSelect,
  ...props
}: ComponentProps<typeof Menu.Item> & { variant?: "default" | "destructive" }) {
  return (
    <Menu.Item
      className={cn(row, variant === "destructive" && "text-critical-ink", className)}
      onSelect={(event) => {
        rememberMenu(event.currentTarget);
        onSelect?.(event);
      }}
      {...props}
    />
  );
}

export function DropdownMenuRadioItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Menu.RadioItem>) {
  return (
    <Menu.RadioItem className={cn(row, className)} {...props}>
      {children}
      <Menu.ItemIndicator className="ml-auto">
        <Check aria-hidden className="text-foreground" />
      </Menu.ItemIndicator>
    </Menu.RadioItem>
  );
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Menu.Label>) {
  return (
    <Menu.Label
      className={cn("px-2 pt-2 pb-1 text-2xs text-muted-foreground", className)}
      {...props}
    />
  );
}

export function DropdownMenuSeparator({
  className,
  ...props
}: ComponentProps<typeof Menu.Separator>) {
  return <Menu.Separator className={cn("-mx-1 my-1 h-px bg-border", className)} {...props} />;
}
