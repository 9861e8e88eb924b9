/** The reasons a request can be refused for. The screen has a sentence for each; nothing else leaves the server. */
export type ErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "invalid"
  | "unavailable"
  | "internal";

/** A refusal that the caller caused or can act on. Anything else that is thrown is a bug. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message?: string,
    readonly details?: Readonly<Record<string, string | number>>,
  ) {
    super(message ?? code);
    this.name = "AppError";
  }
}

/** A failure that the log has already, as that of a try before: whoever catches it says no more than that it happened. */
export class LoggedError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "LoggedError";
  }
}
