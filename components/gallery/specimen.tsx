import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type SpecimenProps = { title: string; className?: string; children: ReactNode };

export function Specimen({ title, className, children }: SpecimenProps) {
  return (
    <section className={cn("min-w-0", className)}>
      <h3 className="mb-3 border-border border-b pb-1.5 font-medium text-muted-foreground text-xs">
        {title}
      </h3>
      {children}
    </section>
  );
}

export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-[38px] items-center justify-between gap-3">
      <span className="text-muted-foreground">{label}</span>
      {children}
    </div>
  );
}

export const GRID =
  "grid items-start gap-x-8 gap-y-[26px] sm:grid-cols-2 xl:grid-cols-[minmax(0,1.16fr)_repeat(3,minmax(0,1fr))]";
