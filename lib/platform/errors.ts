/** Why a request was refused. Screens have a sentence for each; no other text of an error leaves the server. */
export type ErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "invalid"
  | "unavailable"
  | "internal";

/** A refusal that the caller caused or can react to. Anything else that is thrown is a bug. */
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

/** An error that has been logged in detail before, as at an earlier attempt, and need not be logged again. */
export class LoggedError extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = "LoggedError";
  }
}
