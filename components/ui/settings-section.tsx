import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type SettingsSectionProps = {
  title: ReactNode;
  description?: ReactNode;
  /** A button beside the name. */
  action?: ReactNode;
  /** For a table: below its name, as wide as the page. */
  wide?: boolean;
  children: ReactNode;
};

/** One subject of a settings page: its name on the left, its form on the right, a hairline above. */
export function SettingsSection(props: SettingsSectionProps) {
  const { title, description, action, wide = false, children } = props;
  return (
    <section
      className={cn(
        "grid gap-x-10 gap-y-4 border-border border-t py-6",
        !wide && "md:grid-cols-[220px_minmax(0,1fr)]",
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2>{title}</h2>
          {description ? <p className="mt-1 text-muted-foreground text-sm">{description}</p> : null}
        </div>
        {action}
      </div>
      <div className={cn("min-w-0", !wide && "max-w-[560px]")}>{children}</div>
    </section>
  );
}
