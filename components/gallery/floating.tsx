"use client";
import { useState } from "react";
import { InsufficientCreditsDialog } from "@/components/credits/insufficient-credits-dialog";
import { PACKAGES } from "@/components/gallery/cast";
import { GRID, Line, Specimen } from "@/components/gallery/specimen";
import { Button } from "@/components/ui/button";
import { Collapsible, CollapsibleContent, CollapsibleTrigger } from "@/components/ui/collapsible";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Failure } from "@/components/ui/failure";
import { Kbd } from "@/components/ui/kbd";
import { RelativeTime } from "@/components/ui/relative-time";
import {
  Sheet,
  SheetContent,
  SheetFooter,
  SheetHeader,
  SheetTitle,
  SheetTrigger,
} from "@/components/ui/sheet";
import { toast } from "@/components/ui/toaster";
import { Tooltip, TooltipContent, TooltipTrigger } from "@/components/ui/tooltip";
import { credits } from "@/lib/credits/core/amount";

const nothing = () => {};

export function RetryFailure() {
  return (
    <Failure title="Transactions did not load" reference="7Q2M9A" onRetry={nothing}>
      Your balance is not affected.
    </Failure>
  );
}

export function FloatingGallery() {
  return (
    <div className={GRID}>
      <Specimen title="Dialogs">
        <Dialogs />
      </Specimen>
      <Specimen title="Menus and tips">
        <Menus />
      </Specimen>
      <Specimen title="Sheet">
        <SheetSpecimen />
      </Specimen>
    </div>
  );
}

function Dialogs() {
  const [short, setShort] = useState(false);
  return (
    <>
      <Line label="Dialog">
        <Dialog>
          <DialogTrigger asChild>
            <Button>Rename list</Button>
          </DialogTrigger>
          <DialogContent>
            <DialogHeader>
              <DialogTitle>Rename list</DialogTitle>
              <DialogDescription>Everyone in the workspace sees the new name.</DialogDescription>
            </DialogHeader>
            <DialogFooter>
              <Button variant="primary">Rename</Button>
            </DialogFooter>
          </DialogContent>
        </Dialog>
      </Line>
      <Line label="Too few credits">
        <Button onClick={() => setShort(true)}>Generate 12</Button>
      </Line>
      <InsufficientCreditsDialog
        open={short}
        onOpenChange={setShort}
        shortage={{
          kind: "ai",
          shortfall: credits(1820),
          debt: credits(0),
          maximum: credits(6000),
          available: credits(4180),
          what: "Generating 12 premium messages",
        }}
        packages={PACKAGES.slice(0, 1)}
        canBuy
        continueLabel="Generate as soon as the credits arrive"
        onBuy={() => setShort(false)}
      />
    </>
  );
}

function Menus() {
  return (
    <>
      <Line label="Menu">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button>Actions</Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem>Rename</DropdownMenuItem>
            <DropdownMenuItem variant="destructive">Delete</DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </Line>
      <Line label="Tooltip">
        <Tooltip>
          <TooltipTrigger asChild>
            <Button>Point at me</Button>
          </TooltipTrigger>
          <TooltipContent>12 messages × 0.80 to 1.10</TooltipContent>
        </Tooltip>
      </Line>
      <Line label="Notice">
        <Button
          onClick={() =>
            toast("Import started", {
              description: "Nothing is charged for 8 seconds.",
              action: { label: "Undo", onClick: nothing },
            })
          }
        >
          Show
        </Button>
      </Line>
      <Line label="Time">
        <RelativeTime at="2026-11-20T14:52:00Z" />
      </Line>
      <Collapsible>
        <CollapsibleTrigger asChild>
          <Button variant="ghost">Show the formula</Button>
        </CollapsibleTrigger>
        <CollapsibleContent>
          <code className="font-mono text-xs">0.50 + 0.003 × words in</code>
        </CollapsibleContent>
      </Collapsible>
    </>
  );
}

function SheetSpecimen() {
  return (
    <Line label="Transaction">
      <Sheet>
        <SheetTrigger asChild>
          <Button>Why was this charged</Button>
        </SheetTrigger>
        <SheetContent aria-describedby={undefined}>
          <SheetHeader>
            <SheetTitle className="font-normal">
              Transaction <span className="font-mono text-xs">ai-1041</span>
            </SheetTitle>
          </SheetHeader>
          <p className="font-semibold text-2xl tabular-nums">−18.62</p>
          <SheetFooter>
            <Button>Open run</Button>
            <span className="ml-auto flex items-center gap-1 text-muted-foreground text-xs">
              <Kbd>J</Kbd>
              <Kbd>K</Kbd> next, previous
            </span>
          </SheetFooter>
        </SheetContent>
      </Sheet>
    </Line>
  );
}
