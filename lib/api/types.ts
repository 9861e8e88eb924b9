import type { Problem } from "@/lib/api/core/problem";
import type { Caller } from "@/lib/identity/queries/api-keys";

/** What a request may do once it was let in: whose it is and what it says. */
export type Call<Body = unknown, Query = unknown> = {
  caller: Caller;
  body: Body;
  query: Query;
  /** The places of the address: `id` of /holds/{id}. */
  params: Readonly<Record<string, string>>;
  /** "" where the endpoint moves no credits. */
  idempotencyKey: string;
};

/** What an endpoint returns. `replayed` if an earlier request with this key got the same answer. */
export type Reply<Answer> = { ok: true; answer: Answer; replayed?: boolean } | Problem;
