import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/** What every log line of a request (or a job) carries. */
export type Trace = { request: string; workspace?: string };

// Next loads a module once per bundle, but a trace set in one must be visible in all.
const shared = globalThis as unknown as { __wellspentTrace?: AsyncLocalStorage<Trace> };
shared.__wellspentTrace ??= new AsyncLocalStorage<Trace>();
const traces = shared.__wellspentTrace;

const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** The id a caller sent in `x-request-id` when it is well formed, otherwise a new one. */
export const requestIdFrom = (header: string | string[] | null | undefined): string =>
  typeof header === "string" && WELL_FORMED.test(header) ? header : randomBytes(8).toString("hex");

/** The reference that people see and can quote: the first eight characters. The log has the whole id. */
export const referenceOf = (requestId: string): string => requestId.slice(0, 8).toUpperCase();

/** The trace this code runs in, or undefined outside of a request and a job. */
export const currentTrace = (): Trace | undefined => traces.getStore();

/** Runs `work` under a trace of its own: a job continues under the id of the request that asked for it. */
export const withTrace = <T>(trace: Trace, work: () => T): T => traces.run(trace, work);

/** Sets the trace for the rest of the current request. Called once, where the request comes in. */
export const enterTrace = (trace: Trace): void => traces.enterWith(trace);

/** Records the workspace this request is about, for its log lines. Called by the gate that let it in. */
export function traceWorkspace(slug: string): void {
  const trace = traces.getStore();
  if (trace) trace.workspace = slug;
}
