import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

type LinkSwitchProps<Value extends string> = {
  label: string;
  shown: Value;
  choices: readonly { value: Value; name: string; mark?: ReactNode }[];
  hrefOf: (value: Value) => string;
  /** Beside a heading: no higher than it has to be. */
  small?: boolean;
  className?: string;
};

/** One of a few views, each with its address: links, of which one is the present view. */
export function LinkSwitch<Value extends string>(props: LinkSwitchProps<Value>) {
  const { label, shown, choices, hrefOf, small, className } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form, and a nav is a landmark: one for each chart would be too many
    <div
      role="group"
      aria-label={label}
      className={cn("inline-flex gap-0.5 rounded bg-active p-0.5", className)}
    >
      {choices.map(({ value, name, mark }) => (
        <Link
          key={value}
          href={hrefOf(value)}
          scroll={false}
          aria-current={value === shown ? "true" : undefined}
          className={cn(
            "flex h-[26px] items-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 font-medium text-foreground-2 no-underline transition-colors duration-1 hover:text-foreground max-md:h-11",
            small && "h-6 px-2 font-normal text-xs max-md:px-3",
            value === shown &&
              "bg-segment text-foreground shadow-[0_0_0_1px_var(--border),var(--shadow-btn)]",
          )}
        >
          {mark}
          {name}
        </Link>
      ))}
    </div>
  );
}
