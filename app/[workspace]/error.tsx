"use client";
import { Failure } from "@/components/ui/failure";
import { tryAgain } from "@/components/ui/missing-code";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** One page failed; the navigation around it still works. */
export default function WorkspaceError({ error, reset }: ErrorPageProps) {
  return (
    <>
      <h1 className="mb-4">This page did not load</h1>
      <Failure
        title="Something failed on our side"
        reference={error.digest}
        onRetry={tryAgain(error, reset)}
      >
        Your balance is not affected.
      </Failure>
    </>
  );
}
