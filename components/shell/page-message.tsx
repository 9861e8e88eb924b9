import type { ReactNode } from "react";

type PageMessageProps = { title: string; children: ReactNode; action: ReactNode };

/** A page inside the product's navigation that has one thing to say: not found, not allowed. */
export function PageMessage({ title, children, action }: PageMessageProps) {
  return (
    <div className="max-w-[42.43em]">
      <h1>{title}</h1>
      <p className="mt-1 mb-5 text-foreground-2">{children}</p>
      {action}
    </div>
  );
}
