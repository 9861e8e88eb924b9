"use client";
import { type Failed, PageFailure } from "@/components/shell/shell-grid";

export default function ColdEmailAgentError(failed: Failed) {
  return (
    <>
      <h1 className="mb-6">Cold Email Agent</h1>
      <PageFailure title="Cold Email Agent did not load" {...failed} />
    </>
  );
}
