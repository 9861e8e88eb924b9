"use client";
import { Failure } from "@/components/ui/failure";
import { tryAgain } from "@/components/ui/missing-code";

type ErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function ColdEmailAgentError({ error, reset }: ErrorProps) {
  return (
    <>
      <h1 className="mb-6">Cold Email Agent</h1>
      <Failure
        title="Cold Email Agent did not load"
        reference={error.digest}
        onRetry={tryAgain(error, reset)}
      >
        Your balance is not affected.
      </Failure>
    </>
  );
}
