"use client";
import { FullPageMessage } from "@/components/shell/full-page-message";
import { tryAgain } from "@/components/ui/missing-code";

/** As an outlined button of the kit looks; the kit itself would come with this file to every page. */
const BUTTON =
  "inline-flex h-8 items-center rounded border border-border-strong bg-background px-3 font-label text-sm shadow-btn hover:bg-sunken max-md:h-11 max-md:px-4";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <FullPageMessage
      title="This page did not load"
      reference={error.digest}
      action={
        <button type="button" onClick={tryAgain(error, reset)} className={BUTTON}>
          Try again
        </button>
      }
    >
      Your balance is not affected. Try again
      {error.digest ? "; if it stays, tell an admin the reference" : ""}.
    </FullPageMessage>
  );
}
