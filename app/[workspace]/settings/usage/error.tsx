"use client";
import { type Failed, PageFailure } from "@/components/shell/shell-grid";

export default function UsageError(failed: Failed) {
  return (
    <>
      <h1 className="mb-6">Team usage</h1>
      <PageFailure title="Usage did not load" {...failed} />
    </>
  );
}
