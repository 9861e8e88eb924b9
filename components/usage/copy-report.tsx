"use client";
import { type ComponentProps, lazy, Suspense } from "react";
import type { CopyButton } from "@/components/ui/copy-button";

/** Loaded when it is shown: on Billing, only if no address for reports is set. */
const Copy = lazy(() =>
  import("@/components/ui/copy-button").then((file) => ({ default: file.CopyButton })),
);

/** Copies the facts of a problem report. */
export const CopyReport = (props: ComponentProps<typeof CopyButton>) => (
  <Suspense>
    <Copy labelled {...props} />
  </Suspense>
);
