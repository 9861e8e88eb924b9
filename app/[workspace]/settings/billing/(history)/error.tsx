"use client";
import { type Failed, PageFailure } from "@/components/shell/shell-grid";

export default function BillingError(failed: Failed) {
  return (
    <>
      <h1 className="mb-6">Billing</h1>
      <PageFailure title="Billing did not load" {...failed} />
    </>
  );
}
