import { Clock } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { initials } from "@/components/ui/initials";

const SIZES = {
  20: "size-5 text-[9px]",
  24: "size-6 text-[10px]",
  28: "size-7 text-[11px]",
  40: "size-10 text-sm",
} as const;

type AvatarProps = { name: string; size?: keyof typeof SIZES; className?: string };

/** Initials in a ring. Decorative: the name is beside it, or names the control. */
export function Avatar({ name, size = 24, className }: AvatarProps) {
  return (
    <span
      aria-hidden
      data-slot="avatar"
      className={cn(
        "grid shrink-0 place-items-center rounded-full bg-sunken font-semibold text-foreground-2 tracking-[.01em] shadow-[inset_0_0_0_1px_var(--border-strong)]",
        SIZES[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

/** For the system and for programs: a square, to show that it is not a person. */
export function SystemAvatar({ size = 24, className }: Omit<AvatarProps, "name">) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid shrink-0 place-items-center rounded-xs bg-sunken text-foreground-2 shadow-[inset_0_0_0_1px_var(--border-strong)]",
        SIZES[size],
        className,
      )}
    >
      <Clock className="size-3" />
    </span>
  );
}
