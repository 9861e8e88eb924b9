"use client";
import { Failure } from "@/components/ui/failure";
import { tryAgain } from "@/components/ui/missing-code";

type BillingErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function BillingError({ error, reset }: BillingErrorProps) {
  return (
    <>
      <h1 className="mb-6">Billing</h1>
      <Failure
        title="Billing did not load"
        reference={error.digest}
        onRetry={tryAgain(error, reset)}
      >
        Your balance is not affected.
      </Failure>
    </>
  );
}
