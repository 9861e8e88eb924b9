"use client";
import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

type FailureProps = {
  /** What did not work: "Transactions did not load". */
  title: string;
  /** What it means: "Your balance is not affected." */
  children?: ReactNode;
  /** Finds the failure in the log. */
  reference?: string | undefined;
  onRetry?: () => void;
  className?: string;
};

/** A block that failed while the rest of the page works. */
export function Failure({ title, children, reference, onRetry, className }: FailureProps) {
  return (
    <div role="alert">
      <Empty
        title={title}
        {...(className ? { className } : {})}
        action={
          onRetry ? (
            <Button size="sm" onClick={onRetry}>
              <RotateCcw aria-hidden className="size-3.5" />
              Try again
            </Button>
          ) : null
        }
      >
        {children} {reference ? `Reference ${reference}.` : null}
      </Empty>
    </div>
  );
}
