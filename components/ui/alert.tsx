import { cva, type VariantProps } from "class-variance-authority";
import { Check, CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

const ICONS = { info: Info, warning: TriangleAlert, critical: CircleAlert, positive: Check };

const noteVariants = cva(
  "flex gap-2 rounded px-3 py-2.5 text-xs [&>svg]:mt-0.5 [&>svg]:size-3.5 tabular-nums",
  {
    variants: {
      tone: {
        info: "bg-sunken text-foreground-2",
        warning: "bg-warning-soft text-foreground [&>svg]:text-warning-ink",
        critical: "bg-critical-soft text-foreground [&>svg]:text-critical-ink",
        positive: "bg-positive-soft text-foreground [&>svg]:text-positive-ink",
      },
    },
    defaultVariants: { tone: "info" },
  },
);

type NoteProps = ComponentProps<"div"> & VariantProps<typeof noteVariants>;

/** A remark beside the work: a fact worth knowing, never an interruption. */
export function Note({ className, tone, children, ...props }: NoteProps) {
  const Icon = ICONS[tone ?? "info"];
  return (
    <div className={cn(noteVariants({ tone }), className)} {...props}>
      <Icon aria-hidden />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

type AlertProps = Omit<NoteProps, "title"> & {
  title: string;
  /** Buttons on the right. */
  actions?: React.ReactNode;
};

/** One line across the content: bold fact, then its consequence, then one button. */
export function Alert({ className, tone, title, actions, children, ...props }: AlertProps) {
  const Icon = ICONS[tone ?? "info"];
  return (
    <div
      role={tone === "critical" ? "alert" : "status"}
      className={cn(
        noteVariants({ tone }),
        "flex-wrap items-center gap-x-2.5 gap-y-1 py-[7px] pr-2 text-sm [&>svg]:mt-0 [&>svg]:size-4",
        className,
      )}
      {...props}
    >
      <Icon aria-hidden />
      <p className="min-w-0 flex-1 basis-56">
        <b className="mr-1 font-label">{title}</b>{" "}
        <span className="text-foreground-2">{children}</span>
      </p>
      {actions ? <span className="flex items-center gap-1">{actions}</span> : null}
    </div>
  );
}
