"use client";
import { Check, Minus } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import { cn } from "@/components/ui/cn";

type Checked = boolean | "indeterminate";

type CheckboxProps = Omit<ComponentProps<"button">, "onChange"> & {
  checked?: Checked;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
};

/**
 * A box to tick, as Radix draws it, without what that brings for forms that are sent as they are: Billing has one
 * before anything is done on it.
 */
export function Checkbox({
  checked,
  defaultChecked = false,
  onCheckedChange,
  className,
  ...props
}: CheckboxProps) {
  const [own, setOwn] = useState<Checked>(defaultChecked);
  const shown = checked ?? own;
  const toggle = () => {
    setOwn(shown !== true);
    onCheckedChange?.(shown !== true);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button draws our tick in it, in both themes and in forced colours.
    <button
      type="button"
      role="checkbox"
      aria-checked={shown === "indeterminate" ? "mixed" : shown}
      data-slot="checkbox"
      data-state={stateOf(shown)}
      onClick={toggle}
      onKeyDown={withoutEnter}
      className={cn(
        "group relative grid size-4 shrink-0 place-items-center rounded-xs border-[1.5px] border-input bg-background transition-colors duration-1",
        "after:absolute after:-inset-[5.5px] max-md:after:-inset-[15.5px]",
        "data-[state=checked]:border-primary data-[state=indeterminate]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary",
        "disabled:border-border-strong disabled:bg-sunken aria-invalid:border-critical",
        className,
      )}
      {...props}
    >
      {shown === false ? null : (
        <span className="pointer-events-none text-primary-foreground">
          <Check aria-hidden className="size-3 group-data-[state=indeterminate]:hidden" />
          <Minus aria-hidden className="hidden size-3 group-data-[state=indeterminate]:block" />
        </span>
      )}
    </button>
  );
}

function stateOf(shown: Checked): "checked" | "unchecked" | "indeterminate" {
  if (shown === "indeterminate") return shown;
  return shown ? "checked" : "unchecked";
}

/** Space ticks a box; Enter is for the form around it. */
const withoutEnter = (event: KeyboardEvent) => {
  if (event.key === "Enter") event.preventDefault();
};
