import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** A row of a list: media, words, actions. Rows are parted by hairlines. */
export function ItemGroup({ className, ...props }: ComponentProps<"ul">) {
  return <ul className={cn("divide-y divide-grid", className)} {...props} />;
}

export function Item({
  className,
  asChild = false,
  ...props
}: ComponentProps<"li"> & { asChild?: boolean }) {
  const Root = asChild ? Slot : "li";
  return (
    <Root
      data-slot="item"
      className={cn("flex min-h-14 items-center gap-3 py-2 text-sm", className)}
      {...props}
    />
  );
}

export function ItemMedia({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      className={cn(
        "grid shrink-0 place-items-center text-muted-foreground [&_svg:not([class*=size-])]:size-4",
        className,
      )}
      {...props}
    />
  );
}

export function ItemContent({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("min-w-0 flex-1", className)} {...props} />;
}

export function ItemTitle({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("truncate font-label", className)} {...props} />;
}

export function ItemDescription({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("text-muted-foreground tabular-nums", className)} {...props} />;
}

export function ItemActions({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("flex shrink-0 items-center gap-2", className)} {...props} />;
}
