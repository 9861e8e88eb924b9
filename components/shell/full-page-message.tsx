import type { ReactNode } from "react";

type FullPageMessageProps = {
  title: string;
  children: ReactNode;
  action: ReactNode;
  /** What finds this moment in the log. */
  reference?: string | undefined;
};

/** A page that has one thing to say: not found, not allowed, failed. */
export function FullPageMessage({ title, children, action, reference }: FullPageMessageProps) {
  return (
    <main className="mx-auto flex min-h-[70vh] max-w-md flex-col justify-center gap-3 p-6">
      <h1 className="font-semibold text-xl">{title}</h1>
      <p className="text-base text-muted-foreground">{children}</p>
      <div className="mt-1 flex flex-wrap items-center gap-4">
        {action}
        {reference ? (
          <p className="text-muted-foreground text-xs tabular-nums">Reference {reference}</p>
        ) : null}
      </div>
    </main>
  );
}
