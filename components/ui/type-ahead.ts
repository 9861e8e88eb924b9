/** Letters that no accent was added to, and that people still type without their stroke. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ß: "ss",
  æ: "ae",
  œ: "oe",
};

/**
 * How well a name answers to what was typed, from 1 (it begins so) to 0 (not at all). Typed letters stand together in the
 * name, or each typed word begins one of its words; capitals and accents make no difference.
 */
export function typeAheadScore(name: string, typed: string): number {
  const [text, wanted] = [folded(name), folded(typed)];
  if (text.startsWith(wanted)) return 1;
  if (` ${text}`.includes(` ${wanted}`)) return 0.8;
  const words = text.split(" ");
  if (wanted.split(" ").every((one) => words.some((word) => word.startsWith(one)))) return 0.6;
  return text.includes(wanted) ? 0.4 : 0;
}

/** Small letters without accents, in words with one space between: "Café, Lisbon" is "cafe lisbon". */
const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[łøđßæœ]/g, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
