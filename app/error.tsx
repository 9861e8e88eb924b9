"use client";
import { FullPageMessage } from "@/components/shell/full-page-message";
import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <FullPageMessage
      title="This page did not load"
      reference={error.digest}
      action={<Button onClick={reset}>Try again</Button>}
    >
      Your balance is not affected. Try again; if it stays, tell an admin the reference.
    </FullPageMessage>
  );
}
