"use client";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";

type NavLinkProps = {
  href: string;
  icon: LucideIcon;
  label: string;
  current?: boolean;
  /** A count at the end of the line. */
  end?: ReactNode;
  onNavigate?: (() => void) | undefined;
};

/** One line of the sidebar; between 768 and 1279 pixels only its icon, named by a tooltip. */
export function NavLink({
  href,
  icon: Icon,
  label,
  current = false,
  end,
  onNavigate,
}: NavLinkProps) {
  return (
    <Tooltip>
      <TooltipTrigger asChild>
        <Link
          href={href}
          aria-current={current ? "page" : undefined}
          {...(onNavigate ? { onClick: onNavigate } : {})}
          className={cn(
            "group/nav flex h-[30px] items-center gap-[9px] rounded-sm px-2 font-nav text-foreground-2 transition-colors duration-1 hover:bg-hover hover:text-foreground max-md:h-11 md:max-xl:justify-center md:max-xl:px-0 md:max-xl:h-9",
            "aria-[current=page]:bg-active aria-[current=page]:font-label aria-[current=page]:text-foreground",
          )}
        >
          <Icon
            aria-hidden
            className="size-4 text-muted-foreground group-aria-[current=page]/nav:text-foreground"
          />
          <span className="truncate md:max-xl:sr-only">{label}</span>
          {end ? <span className="ml-auto md:max-xl:sr-only">{end}</span> : null}
        </Link>
      </TooltipTrigger>
      <TooltipContent side="right" className="hidden md:block xl:hidden">
        {label}
      </TooltipContent>
    </Tooltip>
  );
}
