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
  /** The reference by which the failure is found in the log. */
  reference?: string | undefined;
  onRetry?: () => void;
  className?: string;
};

/** A part of a page that failed while the rest works. */
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
