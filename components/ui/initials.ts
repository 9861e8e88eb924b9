/** The first letters of the first and the last word of a name: whole characters, also those that JavaScript counts as two. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const last = words.length > 1 ? initial(words.at(-1)) : "";
  return initial(words[0]) + last || "?";
}

/** The first character, a capital where there are any. */
export const initial = (name = ""): string => [...name.trim()][0]?.toUpperCase() ?? "";
