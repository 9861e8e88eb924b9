/** As long as a person's or a workspace's name may be. */
export const NAME_MAX = 80;

/** Controls, ends of lines, and what turns around the direction of whatever follows: a sentence of ours, in a mail. */
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const NOT_IN_A_NAME = new RegExp(UNSEEN, "gu");
/** What a font shows nothing for. */
const BLANK = /[\p{Default_Ignorable_Code_Point}\s]/gu;

/** True if a text is one line that stands beside others without changing them. */
export const isPlain = (text: string): boolean => !UNSEEN.test(text);

/** True if there is something to see of a text. */
export const isVisible = (text: string): boolean => text.replace(BLANK, "") !== "";

/**
 * A name as somebody else knows it, made into one that our own forms would take: without what they refuse, and no longer
 * than they allow. Null if nothing to see is left.
 */
export function plainName(known: string): string | null {
  const line = known.replace(/\s+/g, " ").replace(NOT_IN_A_NAME, "").trim();
  const name = firstOf(line, NAME_MAX).trim();
  return isVisible(name) ? name : null;
}

/** Whole characters, as people count them, of at most `most` units. */
function firstOf(text: string, most: number): string {
  if (text.length <= most) return text;
  let first = "";
  for (const { segment } of new Intl.Segmenter().segment(text.slice(0, most + 1))) {
    if (first.length + segment.length > most) break;
    first += segment;
  }
  return first;
}

/** What a person is called for whom a provider vouches: by the name it tells, or by their address. */
export const nameOfProvider = (told: string | null, email: string): string =>
  plainName(told ?? "") ?? plainName(email.split("@")[0] ?? "") ?? email.slice(0, NAME_MAX);
