/**
 * Everything that can go wrong, as the caller sees it (RFC 9457). The name is the anchor of its documentation. A
 * refusal moves no credits, whichever it is.
 */
export const PROBLEMS = {
  unauthenticated: {
    status: 401,
    title: "No valid API key",
    means:
      "The Authorization header is missing, or its key does not exist, has run out or was revoked.",
    remedy: "Send Authorization: Bearer with a key from Settings, API keys.",
  },
  missing_scope: {
    status: 403,
    title: "The key lacks a scope",
    means: "The key is valid, but was not made for this. The member scope names what is needed.",
    remedy: "Make a key with that scope.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    means: "There is no such address, or this workspace has nothing with that id.",
    remedy: "Check the address and the id. Holds of runs, and of other workspaces, are not found.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    means: "The address exists, but not with this method. The Allow header names those it has.",
    remedy: "Use one of the methods in the Allow header.",
  },
  unknown_method: {
    status: 501,
    title: "Unknown method",
    means: "No address has this method.",
    remedy: "Use GET or POST, as documented.",
  },
  body_too_large: {
    status: 413,
    title: "Body too large",
    means: "The body is larger than 64 KiB. Nothing of it was read.",
    remedy: "Send less; inputs are numbers that decide a price, not the work itself.",
  },
  unsupported_media_type: {
    status: 415,
    title: "Not JSON",
    means: "The Content-Type of the body is not application/json.",
    remedy: "Send Content-Type: application/json.",
  },
  malformed_json: {
    status: 400,
    title: "Malformed JSON",
    means:
      "The body is not one JSON value in UTF-8, names a member twice, or has one named __proto__.",
    remedy: "Send a JSON object.",
  },
  missing_idempotency_key: {
    status: 400,
    title: "No idempotency key",
    means:
      "A request that moves credits came without an Idempotency-Key header, or with one that is not 1 to 255 printable ASCII characters.",
    remedy:
      "Send a new key, such as a UUID, for each thing you do, and the same one when you repeat it.",
  },
  invalid_request: {
    status: 422,
    title: "Invalid request",
    means: "A field is missing, unknown or out of range. The member errors names each.",
    remedy: "Mend the fields that errors names.",
  },
  insufficient_credits: {
    status: 402,
    title: "Too few credits",
    means:
      "What is available does not cover it. The member shortfall says how much is missing, and debt what a purchase settles first.",
    remedy:
      "Buy the shortfall and the debt, or have them granted, then repeat the request: its idempotency key is still free.",
  },
  cap_reached: {
    status: 403,
    title: "A cap is reached",
    means:
      "An admin's monthly cap on the key or the operation leaves less than this costs. The members scope, cap, left and month say which and how much.",
    remedy: "Ask an admin to raise the cap, or wait for its next period.",
  },
  sourcing_paused: {
    status: 409,
    title: "Sourcing is paused",
    means:
      "An admin of the workspace paused the sourcing of new leads. The member since says when. Holds made before it can still be captured.",
    remedy: "Ask an admin to switch it on in Settings, Cold Email Agent, then repeat the request.",
  },
  price_above_max: {
    status: 409,
    title: "Price above your maximum",
    means: "The price by the rate card is above the max_amount that was sent.",
    remedy: "Ask for a new quote and decide again.",
  },
  idempotency_key_reused: {
    status: 409,
    title: "Idempotency key used before",
    means: "This key was sent before with another request.",
    remedy: "Use a new key for a new request.",
  },
  hold_ended: {
    status: 409,
    title: "The hold has ended",
    means:
      "It was settled or has lapsed; the member state says which. What was held has come back.",
    remedy: "Make a new hold.",
  },
  exceeds_hold: {
    status: 409,
    title: "More than is held",
    means: "The capture is above what the hold still sets aside, which the member remaining says.",
    remedy: "Capture at most that.",
  },
  refused: {
    status: 409,
    title: "Refused",
    means: "The ledger refused it for the reason in the member reason.",
    remedy: "Read the reason. Nothing was charged.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    means: "The key has used up its requests of this minute.",
    remedy: "Wait the seconds in Retry-After, then repeat with the same idempotency key.",
  },
  internal: {
    status: 500,
    title: "A fault of ours",
    means: "Something failed that should not have. It is logged under the request's id.",
    remedy: "Repeat with the same idempotency key: it is charged once, whatever happened.",
  },
  unavailable: {
    status: 503,
    title: "Unavailable",
    means: "The credits database could not be reached in time.",
    remedy: "Wait the seconds in Retry-After, then repeat with the same idempotency key.",
  },
} as const satisfies Record<
  string,
  { status: number; title: string; means: string; remedy: string }
>;

export type ProblemName = keyof typeof PROBLEMS;

/** One field that is wrong: where in the body (a JSON pointer) or which parameter, and what is wrong with it. */
export type FieldError = { pointer?: string; parameter?: string; detail: string };

type Extension = string | number | boolean | null | readonly FieldError[];

/** A refusal on its way out. `more` are the members that this kind of problem adds. */
export type Problem = {
  ok: false;
  problem: ProblemName;
  detail: string;
  more?: Readonly<Record<string, Extension>>;
  headers?: Readonly<Record<string, string>>;
};

export const problem = (
  name: ProblemName,
  detail: string,
  more: Problem["more"] = {},
  headers: Problem["headers"] = {},
): Problem => ({ ok: false, problem: name, detail, more, headers });

/** "insufficient_credits" is documented at "#problem-insufficient-credits". */
export const problemAnchor = (name: ProblemName): string => `problem-${name.replaceAll("_", "-")}`;

/** The body of a problem, whose type is the address of its documentation on this installation. */
export const problemBody = (
  { problem: name, detail, more }: Problem,
  { address, requestId }: { address: string; requestId: string | null },
) => ({
  type: new URL(`/developers#${problemAnchor(name)}`, address).href,
  title: PROBLEMS[name].title,
  status: PROBLEMS[name].status,
  code: name,
  detail,
  ...(requestId === null ? {} : { request_id: requestId }),
  ...more,
});
