type Shared = { closers: Set<() => void>; stopping: boolean };

// Next loads a module once per bundle; there is one shutdown per process.
const processWide = globalThis as unknown as { __wellspentShutdown?: Shared };
processWide.__wellspentShutdown ??= { closers: new Set(), stopping: false };
const shared = processWide.__wellspentShutdown;

/**
 * Registers a function that closes something which keeps a connection open, such as an event stream. Returns a function
 * that removes it again. If the process is already stopping, `close` is called at once.
 */
export function onShutdown(close: () => void): () => void {
  if (shared.stopping) close();
  else shared.closers.add(close);
  return () => shared.closers.delete(close);
}

/** Closes everything registered. Called once, at shutdown. */
export function closeOnShutdown(): void {
  shared.stopping = true;
  for (const close of shared.closers) close();
  shared.closers.clear();
}

/** Whether this process is stopping. Its health check then fails, so that load balancers use others. */
export const isStopping = (): boolean => shared.stopping;
