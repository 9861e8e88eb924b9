/**
 * What "Try again" does after `error`. Drawing again does not fetch code that did not arrive: only reloading the page
 * does, from a server that may have newer code by now.
 */
export const tryAgain = (error: Error, retry: () => void) => (): void => {
  if (error.name === "ChunkLoadError") window.location.reload();
  else retry();
};
