import type { ReactNode } from "react";

type SettingsSectionProps = { title: string; description?: ReactNode; children: ReactNode };

/** One subject of a settings page: its name on the left, its form on the right, a hairline above. */
export function SettingsSection({ title, description, children }: SettingsSectionProps) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-border border-t py-6 md:grid-cols-[220px_minmax(0,1fr)]">
      <div>
        <h2>{title}</h2>
        {description ? <p className="mt-1 text-muted-foreground text-sm">{description}</p> : null}
      </div>
      <div className="min-w-0 max-w-[560px]">{children}</div>
    </section>
  );
}
