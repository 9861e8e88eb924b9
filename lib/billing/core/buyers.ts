const list = new Intl.ListFormat("en-GB");

/** "Only admins can buy credits here. Ines Carvalho and Priya Raman can." */
export function whoCanBuy(names: readonly string[]): string {
  if (names.length === 0) return "Only admins can buy credits here.";
  return `Only admins can buy credits here. ${list.format(names)} ${names.length === 1 ? "is an admin" : "are admins"}.`;
}

/** "Asked Ines and Priya, 14:31." */
export const askedSentence = (names: readonly string[], time: string): string =>
  `Asked ${list.format(names.map((name) => name.split(" ")[0] ?? name))}, ${time}.`;
