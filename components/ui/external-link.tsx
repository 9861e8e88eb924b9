import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** A link out of the product, in a new tab, of which a screen reader says so. */
export const ExternalLink = ({ className, children, ...props }: ComponentProps<"a">) => (
  <a {...props} className={cn("link", className)} target="_blank" rel="noreferrer">
    {children}
    <span className="sr-only"> (opens in a new tab)</span>
  </a>
);
