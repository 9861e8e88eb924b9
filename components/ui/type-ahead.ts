/** Letters that are not formed by adding an accent, and that people still type without their stroke. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ß: "ss",
  æ: "ae",
  œ: "oe",
};

/**
 * How well a name matches what was typed, from 1 (it begins with it) to 0 (not at all). The typed letters must stand
 * together in the name, or each typed word must begin one of its words; capitals and accents make no difference.
 */
export function typeAheadScore(name: string, typed: string): number {
  const [text, wanted] = [folded(name), folded(typed)];
  if (text.startsWith(wanted)) return 1;
  if (` ${text}`.includes(` ${wanted}`)) return 0.8;
  const words = text.split(" ");
  if (wanted.split(" ").every((one) => words.some((word) => word.startsWith(one)))) return 0.6;
  return text.includes(wanted) ? 0.4 : 0;
}

/** Lower-case letters without accents, in words separated by one space: "Café, Lisbon" becomes "cafe lisbon". */
const folded = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[łøđßæœ]/g, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
