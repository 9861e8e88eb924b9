/**
 * What "Try again" does after `error`. Code that did not come is not asked for again by what was to be drawn with it:
 * only loading the page anew brings it, from a server that may have other code by now.
 */
export const tryAgain = (error: Error, retry: () => void) => (): void => {
  if (error.name === "ChunkLoadError") window.location.reload();
  else retry();
};
