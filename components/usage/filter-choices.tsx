"use client";
import { Check } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "@/components/ui/command";
import type { Opening } from "@/components/ui/opening";
import { PopoverContent } from "@/components/ui/popover-parts";
import { Spinner } from "@/components/ui/spinner";
import { Tag } from "@/components/ui/tag";
import { formatCount } from "@/lib/credits/core/format";

type FilterChoice = {
  id: string | null;
  name: string;
  count?: number;
  removed?: boolean;
  /** Belongs to the group above it. */
  inset?: boolean;
};

/** Choices that are still loading, or did not load. */
export type UnloadedChoices = { failed: boolean; retry: () => void };

export type FilterChoicesProps = {
  label: string;
  chosen: string | null;
  choices: readonly FilterChoice[];
  others?: UnloadedChoices | null;
  onChoose: (id: string | null) => void;
  /** Backspace in the empty search field. */
  onBackspace: () => void;
};

/** The list a filter's chip opens. */
export function FilterChoices(props: FilterChoicesProps & { opening: Opening }) {
  const { opening, label, choices, others = null, chosen, onChoose, onBackspace } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Backspace" || event.currentTarget.value !== "") return;
    event.preventDefault();
    opening.change(false);
    onBackspace();
  };
  return (
    <PopoverContent
      opening={opening}
      className="w-[292px] p-0"
      aria-label={`Filter by ${label.toLowerCase()}`}
    >
      <Command label={`Filter by ${label.toLowerCase()}`}>
        <CommandInput placeholder={`Find: ${label.toLowerCase()}`} onKeyDown={onKeyDown} />
        <CommandList>
          <CommandEmpty>
            {others ? "Nothing by that name among these." : "Nothing by that name."}
          </CommandEmpty>
          <CommandGroup>
            {choices.map((choice) => (
              <CommandItem
                key={choice.id ?? "all"}
                value={choice.id ?? "all"}
                // Two may have the same name, so an item is identified by its id and found by its name.
                keywords={[choice.name]}
                className={cn(choice.inset && "pl-5")}
                onSelect={() => {
                  opening.change(false);
                  onChoose(choice.id);
                }}
              >
                <span className="truncate">{choice.name}</span>
                {choice.removed ? <Tag>removed</Tag> : null}
                {choice.id === chosen ? (
                  <>
                    <Check aria-hidden className="size-3.5" />
                    <span className="sr-only">chosen</span>
                  </>
                ) : null}
                {choice.count === undefined ? null : (
                  <span className="ml-auto text-muted-foreground tabular-nums">
                    {formatCount(choice.count)}
                  </span>
                )}
              </CommandItem>
            ))}
          </CommandGroup>
        </CommandList>
        {others ? <StillToCome {...others} /> : null}
      </Command>
    </PopoverContent>
  );
}

const StillToCome = ({ failed, retry }: UnloadedChoices) => (
  <div
    role="status"
    className="flex min-h-9 items-center justify-between gap-2 border-border border-t px-3 text-muted-foreground text-xs"
  >
    {failed ? "The others did not load." : "Loading the others"}
    {failed ? (
      <Button size="sm" variant="ghost" onClick={retry}>
        Try again
      </Button>
    ) : (
      <Spinner />
    )}
  </div>
);
