import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui/slot";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";

const buttonVariants = cva(
  [
    "relative inline-flex shrink-0 select-none items-center justify-center gap-[7px] whitespace-nowrap border border-transparent font-label no-underline",
    "transition-colors duration-1 [&_svg]:shrink-0 [&_svg:not([class*=size-])]:size-4",
    "disabled:cursor-not-allowed aria-disabled:cursor-not-allowed",
  ],
  {
    variants: {
      variant: {
        primary:
          "bg-primary text-primary-foreground shadow-btn hover:bg-primary-hover disabled:bg-active disabled:text-muted-foreground disabled:shadow-none aria-disabled:bg-active aria-disabled:text-muted-foreground aria-disabled:shadow-none",
        outline:
          "border-border-strong bg-background text-foreground shadow-btn hover:bg-sunken disabled:bg-transparent disabled:text-muted-foreground disabled:shadow-none aria-disabled:bg-transparent aria-disabled:text-muted-foreground aria-disabled:shadow-none aria-expanded:bg-sunken",
        ghost:
          "text-foreground-2 hover:bg-hover hover:text-foreground disabled:bg-transparent disabled:text-muted-foreground aria-disabled:bg-transparent aria-disabled:text-muted-foreground aria-expanded:bg-hover",
        destructive:
          "border-critical/40 bg-background text-critical-ink shadow-btn hover:bg-critical-soft disabled:border-border disabled:text-muted-foreground aria-disabled:border-border aria-disabled:bg-transparent aria-disabled:text-muted-foreground",
        link: "link rounded-xs font-normal text-foreground disabled:text-muted-foreground",
      },
      size: {
        sm: "h-7 rounded-sm px-[9px] text-sm max-md:h-11 max-md:px-3",
        default: "h-8 rounded px-3 text-sm max-md:h-11 max-md:px-4",
        lg: "h-10 rounded-option px-4 text-base max-md:h-12 max-md:rounded-lg max-md:text-[15px]",
        icon: "size-8 rounded-sm max-md:size-11",
        "icon-sm": "size-7 rounded-sm max-md:size-11",
        inline: "h-auto",
      },
    },
    compoundVariants: [{ variant: "link", class: "h-auto p-0 max-md:h-auto max-md:px-0" }],
    defaultVariants: { variant: "outline", size: "default" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    asChild?: boolean;
    /** Work is in progress: the label stays, a spinner is added, and clicks do nothing. */
    pending?: boolean;
  };

/** At most one `primary` per view. With `aria-disabled` it stays focusable; say why with `BlockedButton`. */
export function Button({
  className,
  variant,
  size,
  asChild = false,
  pending = false,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot className={classes} data-slot="button" {...props} {...(onClick ? { onClick } : {})}>
        {children}
      </Slot>
    );
  }
  const blocked = pending || props["aria-disabled"] === true;
  const handler = blocked ? ignore : onClick;
  return (
    <button
      data-slot="button"
      className={classes}
      {...props}
      {...(handler ? { onClick: handler } : {})}
      {...(pending ? { "aria-busy": true, "aria-disabled": true } : {})}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}

function ignore(event: { preventDefault: () => void; stopPropagation: () => void }) {
  event.preventDefault();
  event.stopPropagation();
}
