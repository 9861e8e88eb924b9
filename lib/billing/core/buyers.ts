const list = new Intl.ListFormat("en-GB");

/** "Ines Carvalho and Sofia Marques can change this.": owners, admins and those with the billing role. */
export const whoCan = (names: readonly string[], what: string): string =>
  names.length === 0 ? `Nobody here can ${what}.` : `${list.format(names)} can ${what}.`;

/** "Ines Carvalho and Sofia Marques can buy credits here." */
export const whoCanBuy = (names: readonly string[]): string =>
  names.length === 0 ? "Nobody here can buy credits." : whoCan(names, "buy credits here");

/** "Asked Ines and Priya, 14:31." */
export const askedSentence = (names: readonly string[], time: string): string =>
  `Asked ${list.format(names.map((name) => name.split(" ")[0] ?? name))}, ${time}.`;
