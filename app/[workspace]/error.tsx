"use client";
import { type Failed, PageFailure } from "@/components/shell/shell-grid";

/** One page failed; the navigation around it still works. */
export default function WorkspaceError(failed: Failed) {
  return (
    <>
      <h1 className="mb-4">This page did not load</h1>
      <PageFailure title="Something failed on our side" {...failed} />
    </>
  );
}
