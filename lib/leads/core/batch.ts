const MOST_ROWS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Whether the rows read so far are to be kept now: what bounds the memory a reading takes, whatever the file. By
 * bytes too: what is kept of a row may be short, and still hold the whole cell it was cut from in memory.
 */
export const isFullBatch = ({ rows, bytes }: { rows: number; bytes: number }): boolean =>
  rows >= MOST_ROWS || bytes >= MOST_BYTES;
