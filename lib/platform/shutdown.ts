type Shared = { closers: Set<() => void>; stopping: boolean };

// Next loads a module once per bundle; there is one shutdown per process.
const processWide = globalThis as unknown as { __wellspentShutdown?: Shared };
processWide.__wellspentShutdown ??= { closers: new Set(), stopping: false };
const shared = processWide.__wellspentShutdown;

/**
 * Registers how to close something that would keep a connection open for ever, such as a stream of events. Returns a
 * function that takes the registration back. If the process is already stopping, `close` is called at once.
 */
export function onShutdown(close: () => void): () => void {
  if (shared.stopping) close();
  else shared.closers.add(close);
  return () => shared.closers.delete(close);
}

/** Closes everything registered. Called once, by the process that is told to stop. */
export function closeOnShutdown(): void {
  shared.stopping = true;
  for (const close of shared.closers) close();
  shared.closers.clear();
}

/** Whether this process was told to stop: the health report says so, and load balancers look elsewhere. */
export const isStopping = (): boolean => shared.stopping;
