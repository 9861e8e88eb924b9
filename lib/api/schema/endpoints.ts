import type { z } from "zod";
import type { ProblemName } from "@/lib/api/core/problem";
import {
  balanceAnswer,
  chargeAnswer,
  entriesAnswer,
  holdAnswer,
  movedHoldAnswer,
  quoteAnswer,
  ratesAnswer,
} from "@/lib/api/schema/answers";
import { examples } from "@/lib/api/schema/examples";
import {
  captureRequest,
  chargeRequest,
  entriesQuery,
  holdRequest,
  quoteRequest,
  releaseRequest,
} from "@/lib/api/schema/requests";
import type { Scope } from "@/lib/identity/core/api-key";

/** One operation of the API: what it is called, requires, accepts, returns and refuses. Routes and documents read it here. */
export type Endpoint<Body extends z.ZodType = z.ZodType, Query extends z.ZodType = z.ZodType> = {
  id: string;
  method: "GET" | "POST";
  path: string;
  /** Null: any valid key will do. */
  scope: Scope | null;
  title: string;
  text: string;
  status: 200 | 201;
  /** Such a request needs an Idempotency-Key, and happens once. */
  movesCredits: boolean;
  body?: Body;
  query?: Query;
  answer: z.ZodType;
  problems: readonly ProblemName[];
  example: { body?: unknown; answer: unknown };
};

const define = <Body extends z.ZodType, Query extends z.ZodType>(
  endpoint: Endpoint<Body, Query>,
): Endpoint<Body, Query> => endpoint;

const SPEND: readonly ProblemName[] = [
  "insufficient_credits",
  "cap_reached",
  "price_above_max",
  "sourcing_paused",
  "idempotency_key_reused",
  "refused",
];
const SETTLE: readonly ProblemName[] = ["not_found", "hold_ended", "idempotency_key_reused"];

export const readBalanceEndpoint = define({
  id: "readBalance",
  method: "GET",
  path: "/balance",
  scope: "balance:read",
  title: "Read the balance",
  text: "Both kinds, by the clock: what has expired or lapsed by now counts for nothing.",
  status: 200,
  movesCredits: false,
  answer: balanceAnswer,
  problems: [],
  example: { answer: examples.balance },
});

export const readRatesEndpoint = define({
  id: "readRates",
  method: "GET",
  path: "/rates",
  scope: null,
  title: "Read the rate card",
  text: "Every operation, its range, its formula, and the inputs that decide its price.",
  status: 200,
  movesCredits: false,
  answer: ratesAnswer,
  problems: [],
  example: { answer: examples.rates },
});

export const createQuoteEndpoint = define({
  id: "createQuote",
  method: "POST",
  path: "/quotes",
  scope: "quotes:create",
  title: "Quote an operation",
  text: "The least, the likely and the most it can cost, by the formula that later computes the charge. Nothing is held, charged or kept.",
  status: 200,
  movesCredits: false,
  body: quoteRequest,
  answer: quoteAnswer,
  problems: [],
  example: { body: examples.quoteRequest, answer: examples.quote },
});

export const createChargeEndpoint = define({
  id: "createCharge",
  method: "POST",
  path: "/charges",
  scope: "credits:spend",
  title: "Make a charge",
  text: "Takes credits at once, all or nothing. An operation of the rate card is priced by its formula; an operation of your own, such as custom:transcription, costs the amount you send.",
  status: 201,
  movesCredits: true,
  body: chargeRequest,
  answer: chargeAnswer,
  problems: SPEND,
  example: { body: examples.chargeRequest, answer: examples.charge },
});

export const createHoldEndpoint = define({
  id: "createHold",
  method: "POST",
  path: "/holds",
  scope: "credits:spend",
  title: "Make a hold",
  text: "Sets aside the most that an operation can cost, until it is captured, released or lapses. An operation of the rate card holds the maximum of its quote.",
  status: 201,
  movesCredits: true,
  body: holdRequest,
  answer: movedHoldAnswer,
  problems: SPEND,
  example: { body: examples.holdRequest, answer: examples.hold },
});

export const readHoldEndpoint = define({
  id: "readHold",
  method: "GET",
  path: "/holds/{id}",
  scope: "credits:spend",
  title: "Read a hold",
  text: "A hold that any key of the workspace made. Holds of runs are not found: they are the run's.",
  status: 200,
  movesCredits: false,
  answer: holdAnswer,
  problems: ["not_found"],
  example: { answer: examples.settledHold },
});

export const captureHoldEndpoint = define({
  id: "captureHold",
  method: "POST",
  path: "/holds/{id}/capture",
  scope: "credits:spend",
  title: "Capture a hold",
  text: "An empty object, or no body at all, charges everything that is still held and ends the hold. An amount, or units priced by the rate card that the hold was quoted with, charges a part; settle gives the rest back in the same step.",
  status: 201,
  movesCredits: true,
  body: captureRequest,
  answer: chargeAnswer,
  problems: [...SETTLE, "exceeds_hold"],
  example: { body: examples.captureRequest, answer: examples.capture },
});

export const releaseHoldEndpoint = define({
  id: "releaseHold",
  method: "POST",
  path: "/holds/{id}/release",
  scope: "credits:spend",
  title: "Release a hold",
  text: "Gives back everything that is still held: no output, no charge.",
  status: 200,
  movesCredits: true,
  body: releaseRequest,
  answer: movedHoldAnswer,
  problems: SETTLE,
  example: { body: {}, answer: examples.releasedHold },
});

export const listEntriesEndpoint = define({
  id: "listEntries",
  method: "GET",
  path: "/entries",
  scope: "entries:read",
  title: "List entries",
  text: "The history, the newest first. Entries never change. Of one kind, new ones only arrive on top: walking the pages by next_cursor neither skips nor repeats one, and whoever keeps a copy reads from the top down to the last one they know. Of both kinds together, a new one may stand below one of the other kind that came a moment before: keep a copy of each kind by itself.",
  status: 200,
  movesCredits: false,
  query: entriesQuery,
  answer: entriesAnswer,
  problems: [],
  example: { answer: examples.entries },
});

/** In the order of the documents. */
export const ENDPOINTS: readonly Endpoint[] = [
  readBalanceEndpoint,
  readRatesEndpoint,
  createQuoteEndpoint,
  createChargeEndpoint,
  createHoldEndpoint,
  readHoldEndpoint,
  captureHoldEndpoint,
  releaseHoldEndpoint,
  listEntriesEndpoint,
];

/** What every request can be refused for, and those with a body and those that move credits besides. */
const ANY: readonly ProblemName[] = [
  "unauthenticated",
  "missing_scope",
  "invalid_request",
  "rate_limited",
  "internal",
  "unavailable",
];
const WITH_BODY: readonly ProblemName[] = [
  "malformed_json",
  "body_too_large",
  "unsupported_media_type",
];

/** Everything that can go wrong at an endpoint, without those that cannot. */
export const problemsOf = (endpoint: Endpoint): ProblemName[] => [
  ...endpoint.problems,
  ...(endpoint.movesCredits ? (["missing_idempotency_key"] as const) : []),
  ...(endpoint.body ? WITH_BODY : []),
  ...ANY.filter((name) => name !== "missing_scope" || endpoint.scope !== null),
];
