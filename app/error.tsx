"use client";
import { FullPageMessage, fullPageAction } from "@/components/shell/full-page-message";
import { tryAgain } from "@/components/ui/missing-code";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <FullPageMessage
      title="This page did not load"
      reference={error.digest}
      action={
        <button type="button" onClick={tryAgain(error, reset)} className={fullPageAction}>
          Try again
        </button>
      }
    >
      Your balance is not affected. Try again
      {error.digest ? "; if it stays, tell an admin the reference" : ""}.
    </FullPageMessage>
  );
}
