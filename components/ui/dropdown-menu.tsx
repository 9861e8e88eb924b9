"use client";
import { Check } from "lucide-react";
import * as Menu from "radix-ui/dropdown-menu";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** Not modal: the page behind stays readable, and keeps its scroll bar. */
export function DropdownMenu(props: ComponentProps<typeof Menu.Root>) {
  return <Menu.Root modal={false} {...props} />;
}

export const DropdownMenuTrigger = Menu.Trigger;
export const DropdownMenuGroup = Menu.Group;
export const DropdownMenuRadioGroup = Menu.RadioGroup;

const row =
  "flex min-h-8 select-none items-center gap-2 rounded-sm px-2 py-1 text-foreground no-underline outline-none data-disabled:text-muted-foreground data-highlighted:bg-active max-md:min-h-11 [&_svg:not([class*=size-])]:size-4 [&_svg:not([class*=text-])]:text-muted-foreground";

export function DropdownMenuContent({
  className,
  sideOffset = 6,
  align = "start",
  landmark = "Menu",
  ...props
}: ComponentProps<typeof Menu.Content> & {
  /** Names the region it opens in. */ landmark?: string;
}) {
  return (
    <Menu.Portal>
      <section aria-label={landmark}>
        <Menu.Content
          sideOffset={sideOffset}
          align={align}
          collisionPadding={8}
          className={cn(
            "pop-motion z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-lg bg-popover p-1 text-sm shadow-pop outline-none",
            className,
          )}
          {...props}
        />
      </section>
    </Menu.Portal>
  );
}

export function DropdownMenuItem({
  className,
  variant = "default",
  ...props
}: ComponentProps<typeof Menu.Item> & { variant?: "default" | "destructive" }) {
  return (
    <Menu.Item
      className={cn(row, variant === "destructive" && "text-critical-ink", className)}
      {...props}
    />
  );
}

export function DropdownMenuCheckboxItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Menu.CheckboxItem>) {
  return (
    <Menu.CheckboxItem className={cn(row, className)} {...props}>
      {children}
      <Menu.ItemIndicator className="ml-auto">
        <Check aria-hidden className="text-foreground" />
      </Menu.ItemIndicator>
    </Menu.CheckboxItem>
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
