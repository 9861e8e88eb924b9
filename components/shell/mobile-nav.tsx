"use client";
import { Menu } from "lucide-react";
import { useState } from "react";
import { Sidebar, type SidebarProps } from "@/components/shell/sidebar";
import { type Person, UserMenu } from "@/components/shell/user-menu";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@/components/ui/sheet";

type MobileNavProps = Omit<SidebarProps, "onNavigate"> & { person: Person };

/** The sidebar on a phone: slides over the page, closes when a link is followed. */
export function MobileNav({ person, ...props }: MobileNavProps) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger
        aria-label="Open navigation"
        className="-ml-2.5 grid size-11 shrink-0 place-items-center rounded text-foreground-2 md:hidden"
      >
        <Menu aria-hidden className="size-[18px]" />
      </SheetTrigger>
      <SheetContent side="left" aria-describedby={undefined}>
        <SheetTitle className="sr-only">Navigation</SheetTitle>
        <Sidebar {...props} onNavigate={() => setOpen(false)} />
        <div className="border-border border-t px-3 pt-1 pb-[max(8px,env(safe-area-inset-bottom))]">
          <UserMenu person={person} slug={props.workspace.slug} wide />
        </div>
      </SheetContent>
    </Sheet>
  );
}
