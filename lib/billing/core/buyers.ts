const list = new Intl.ListFormat("en-GB");

/** "Ines Carvalho and Sofia Marques can buy credits here.": owners, admins and those with the billing role. */
export const whoCanBuy = (names: readonly string[]): string =>
  names.length === 0
    ? "Nobody here can buy credits."
    : `${list.format(names)} can buy credits here.`;

/** "Asked Ines and Priya, 14:31." */
export const askedSentence = (names: readonly string[], time: string): string =>
  `Asked ${list.format(names.map((name) => name.split(" ")[0] ?? name))}, ${time}.`;
