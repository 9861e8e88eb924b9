/** Marks that turn the direction of everything after them, until somebody ends it. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Letters that are read from the right. */
const FROM_THE_RIGHT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Words of others, for a sentence of ours that is plain text: a name that is read from the right does not reorder what
 * stands beside it, and nothing in a name turns the rest of the line. Where there is HTML, `<bdi>` does the same.
 */
export function isolated(words: string): string {
  const straight = words.replace(TURNS, "");
  return FROM_THE_RIGHT.test(straight) ? `\u2068${straight}\u2069` : straight;
}
