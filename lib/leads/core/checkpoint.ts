/** A run is charged in at most this many parts, whatever its size. */
const PARTS = 50;
const SMALLEST = 100;

/**
 * How many rows one step of a run takes: the more rows in all, the larger. It is also the most that a stopped run still
 * does, so it stays small enough to end within two seconds.
 */
export const checkpointSize = (rows: number): number => Math.max(SMALLEST, Math.ceil(rows / PARTS));

/** The key of a part's charge. It is the same after a crash, so that the part is charged once. */
export const captureKey = (importId: string, cursor: number): string =>
  `import:${importId}:${cursor}`;
