"use client";
import { Failure } from "@/components/ui/failure";
import { tryAgain } from "@/components/ui/missing-code";

type UsageErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function UsageError({ error, reset }: UsageErrorProps) {
  return (
    <>
      <h1 className="mb-6">Team usage</h1>
      <Failure title="Usage did not load" reference={error.digest} onRetry={tryAgain(error, reset)}>
        Your balance is not affected.
      </Failure>
    </>
  );
}
