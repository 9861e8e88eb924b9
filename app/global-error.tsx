"use client";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** The layout itself failed, so this page brings nothing of it along. */
export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body style={{ font: "16px/1.5 system-ui, sans-serif", margin: "20vh auto", maxWidth: 480 }}>
        <main style={{ padding: 24 }}>
          <h1 style={{ fontSize: 20 }}>Wellspent did not load</h1>
          <p>
            Your balance is not affected. Try again
            {error.digest ? "; if it stays, tell an admin the reference" : ""}.
          </p>
          {error.digest ? <p>Reference {error.digest}</p> : null}
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
