"use client";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { initial } from "@/components/ui/initials";
import { Link } from "@/components/ui/link";

export type WorkspaceChoice = { slug: string; name: string };

type WorkspaceSwitcherProps = {
  current: WorkspaceChoice;
  workspaces: readonly WorkspaceChoice[];
};

/** Shows the workspace's name, and leads to the person's others. */
export function WorkspaceSwitcher({ current, workspaces }: WorkspaceSwitcherProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="mb-2 flex h-9 shrink-0 items-center gap-2 rounded px-2 font-label hover:bg-hover aria-expanded:bg-hover max-md:h-11 md:max-xl:justify-center md:max-xl:px-0">
        <Tile name={current.name} />
        <span className="sr-only">Workspace </span>
        <span className="min-w-0 flex-1 truncate text-left md:max-xl:sr-only">{current.name}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground md:max-xl:hidden" />
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-[214px] max-w-72">
        <DropdownMenuLabel>Workspaces</DropdownMenuLabel>
        {workspaces.map((one) => (
          <DropdownMenuItem key={one.slug} asChild>
            <Link href={`/${one.slug}`} aria-current={one.slug === current.slug || undefined}>
              <Tile name={one.name} />
              <span className="min-w-0 flex-1 truncate">{one.name}</span>
              {one.slug === current.slug ? <Check aria-hidden className="size-4" /> : null}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/workspaces/new">
            <Plus aria-hidden />
            New workspace
          </Link>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Tile({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="grid size-5 shrink-0 place-items-center rounded-[5px] bg-primary font-semibold text-2xs text-primary-foreground"
    >
      {initial(name) || "W"}
    </span>
  );
}
