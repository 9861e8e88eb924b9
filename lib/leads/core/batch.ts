const MOST_ROWS = 5_000;
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Whether the rows read so far must be written now, which bounds the memory that reading takes, whatever the file.
 * Bytes count as well as rows: a short value can keep the whole cell from which it was cut in memory.
 */
export const isFullBatch = ({ rows, bytes }: { rows: number; bytes: number }): boolean =>
  rows >= MOST_ROWS || bytes >= MOST_BYTES;
