"use client";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { FilterChip } from "@/components/ui/filter-chip";

type ChoiceChipProps<Value extends string> = {
  label: string;
  /** The choice as the chip shows it. Without one, the chip only suggests the choice. */
  shown: string | null;
  value: Value;
  choices: readonly { value: Value; name: string; detail?: string }[];
  onChoose: (value: Value) => void;
  onClear?: () => void;
};

/** A chip that opens a few choices, one of which is always active. */
export function ChoiceChip<Value extends string>(props: ChoiceChipProps<Value>) {
  const { label, shown, value, choices, onChoose, onClear } = props;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <FilterChip label={label} value={shown ?? ""} {...(onClear ? { onClear } : {})} />
      </DropdownMenuTrigger>
      <DropdownMenuContent landmark={label}>
        <DropdownMenuRadioGroup value={value}>
          {choices.map((choice) => (
            <DropdownMenuRadioItem
              key={choice.value}
              value={choice.value}
              onSelect={() => onChoose(choice.value)}
            >
              {choice.name}
              {choice.detail ? (
                <span className="text-muted-foreground tabular-nums">{choice.detail}</span>
              ) : null}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
