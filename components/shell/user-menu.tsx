"use client";
import { CircleUser, Keyboard, LogOut, Monitor, Moon, Palette, Sun } from "lucide-react";
import { useTransition } from "react";
import { applyTheme, type Theme } from "@/components/shell/preferences";
import { openShortcuts } from "@/components/shell/shell-events";
import { useTheme } from "@/components/shell/use-theme";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Link } from "@/components/ui/link";
import { orToast } from "@/components/ui/or-toast";
import { signOutAction } from "@/lib/identity/actions/account";

export type Person = { name: string; email: string };

type UserMenuProps = {
  person: Person;
  slug: string;
  /** With the name beside the initials, as in the footer of a phone's navigation. */
  wide?: boolean;
};

/** Who is signed in, their settings, the theme, and the way out. */
export function UserMenu({ person, slug, wide = false }: UserMenuProps) {
  const theme = useTheme();
  const [leaving, leave] = useTransition();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className={cn(
          "relative flex shrink-0 items-center justify-center gap-2.5",
          wide
            ? "h-12 justify-start rounded px-2 text-left text-sm"
            : "size-[30px] rounded-full max-md:size-11 max-[479px]:hidden",
        )}
      >
        <Avatar name={person.name} size={28} />
        <span className="sr-only">Account, </span>
        <span className={wide ? "min-w-0 truncate font-label" : "sr-only"}>{person.name}</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align={wide ? "start" : "end"} className="w-60">
        <div className="px-2 pt-1.5 pb-2">
          <p className="truncate font-label">{person.name}</p>
          <p className="truncate text-muted-foreground text-xs">{person.email}</p>
        </div>
        <DropdownMenuSeparator className="mt-0" />
        <DropdownMenuItem asChild>
          <Link href={`/${slug}/settings/profile`}>
            <CircleUser aria-hidden />
            Profile
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/${slug}/settings/appearance`}>
            <Palette aria-hidden />
            Appearance
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={openShortcuts}>
          <Keyboard aria-hidden />
          Keyboard shortcuts
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <ThemeItems theme={theme} />
        <DropdownMenuSeparator />
        <DropdownMenuItem disabled={leaving} onSelect={() => leave(signOut)}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

async function signOut(): Promise<void> {
  const left = await orToast(signOutAction(), "Not signed out. Try again.");
  // A full load, so that nothing of the person stays in this tab's memory.
  if (left) window.location.assign(left.to);
}

function ThemeItems({ theme }: { theme: Theme }) {
  return (
    <DropdownMenuRadioGroup value={theme} onValueChange={(value) => applyTheme(value as Theme)}>
      <DropdownMenuLabel>Theme</DropdownMenuLabel>
      <DropdownMenuRadioItem value="light">
        <Sun aria-hidden />
        Light
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="dark">
        <Moon aria-hidden />
        Dark
      </DropdownMenuRadioItem>
      <DropdownMenuRadioItem value="system">
        <Monitor aria-hidden />
        As this device
      </DropdownMenuRadioItem>
    </DropdownMenuRadioGroup>
  );
}
