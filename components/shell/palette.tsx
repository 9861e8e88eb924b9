"use client";
import {
  CreditCard,
  Download,
  History,
  Keyboard,
  type LucideIcon,
  Monitor,
  Moon,
  Sun,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useLive } from "@/components/credits/live-workspace";
import { entriesFor, HELP, MAIN, SETTINGS } from "@/components/shell/navigation";
import { applyTheme } from "@/components/shell/preferences";
import { openShortcuts } from "@/components/shell/shell-events";
import { BUY_PATH } from "@/components/shell/shortcut-keys";
import type { WorkspaceChoice } from "@/components/shell/workspace-switcher";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { canGo } from "@/components/ui/fetched";
import type { Permission } from "@/lib/identity/core/permissions";

type PaletteProps = {
  workspace: WorkspaceChoice;
  workspaces: readonly WorkspaceChoice[];
  canBuy: boolean;
  permissions: readonly Permission[];
  onOpenChange: (open: boolean) => void;
};

/** Finds a page or runs a command: everything in the shell, by typing a few letters. */
export function Palette({
  workspace,
  workspaces,
  canBuy,
  permissions,
  onOpenChange,
}: PaletteProps) {
  const router = useRouter();
  const base = `/${workspace.slug}`;
  const run = (act: () => void) => () => {
    onOpenChange(false);
    act();
  };
  const go = (href: string) => run(() => (canGo() ? router.push(href) : undefined));
  const lastCharge = useLastCharge();
  const others = workspaces.filter((one) => one.slug !== workspace.slug);
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent plain className="top-[18%] mt-0 max-w-[560px] overflow-hidden p-0 pb-0">
        <DialogTitle className="sr-only">Find or run</DialogTitle>
        <DialogDescription className="sr-only">Type to find a page or a command.</DialogDescription>
        <Command label="Find or run">
          <CommandInput placeholder="Find or run" />
          <CommandList>
            <CommandEmpty>Nothing found.</CommandEmpty>
            <CommandGroup heading="Credits">
              {canBuy ? (
                <Entry icon={CreditCard} onSelect={go(`${base}${BUY_PATH}`)}>
                  Buy credits
                </Entry>
              ) : null}
              {canBuy ? null : (
                <Entry icon={CreditCard} onSelect={go(`${base}/settings/billing?ask=1`)}>
                  Ask for credits
                </Entry>
              )}
              <Entry icon={History} onSelect={go(base + (lastCharge ?? CHARGES))}>
                Why was I charged
              </Entry>
              <Entry icon={Download} onSelect={go(`${base}${CHARGES}&menu=export`)}>
                Export usage
              </Entry>
            </CommandGroup>
            <CommandGroup heading="Go to">
              {[...MAIN, ...SETTINGS]
                .flatMap((group) => entriesFor(group, permissions))
                .map((page) => (
                  <Entry key={page.path} icon={page.icon} onSelect={go(base + page.path)}>
                    {page.label}
                  </Entry>
                ))}
              <Entry icon={HELP.icon} onSelect={go(base + HELP.path)}>
                {HELP.label}
              </Entry>
            </CommandGroup>
            <Themes run={run} />
            {others.length > 0 ? (
              <CommandGroup heading="Switch workspace">
                {others.map((one) => (
                  <CommandItem
                    key={one.slug}
                    value={`${one.name} ${one.slug}`}
                    onSelect={go(`/${one.slug}`)}
                  >
                    {one.name}
                  </CommandItem>
                ))}
              </CommandGroup>
            ) : null}
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

/** The history of what was charged. */
const CHARGES = "/settings/billing?op=charge";

/** The latest charge, explained, if the top of the history is one. */
function useLastCharge(): string | null {
  const { balances } = useLive();
  const newest = Object.values(balances ?? {})
    .flatMap(({ last }) => last ?? [])
    .toSorted((a, b) => b.at.localeCompare(a.at))[0];
  return newest && newest.amount < 0 ? `${CHARGES}&tx=${newest.id}` : null;
}

type EntryProps = { icon: LucideIcon; onSelect: () => void; children: string };

function Entry({ icon: Icon, onSelect, children }: EntryProps) {
  return (
    <CommandItem onSelect={onSelect}>
      <Icon aria-hidden />
      {children}
    </CommandItem>
  );
}

function Themes({ run }: { run: (act: () => void) => () => void }) {
  return (
    <CommandGroup heading="Appearance">
      <Entry icon={Sun} onSelect={run(() => applyTheme("light"))}>
        Light theme
      </Entry>
      <Entry icon={Moon} onSelect={run(() => applyTheme("dark"))}>
        Dark theme
      </Entry>
      <Entry icon={Monitor} onSelect={run(() => applyTheme("system"))}>
        Theme of this device
      </Entry>
      <Entry icon={Keyboard} onSelect={run(openShortcuts)}>
        Keyboard shortcuts
      </Entry>
    </CommandGroup>
  );
}
