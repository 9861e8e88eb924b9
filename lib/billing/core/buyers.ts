import type { Role } from "@/lib/identity/core/permissions";

const list = new Intl.ListFormat("en-GB");

/** "Ines Carvalho and Sofia Marques can change this.": owners, admins and those with the billing role. */
export const whoCan = (names: readonly string[], what: string): string =>
  names.length === 0 ? `Nobody here can ${what}.` : `${list.format(names)} can ${what}.`;

/** Somebody who may buy credits. */
export type Buyer = { name: string; role: Role };

/**
 * "Only admins can buy credits here. Ines Carvalho and Priya Raman are admins." An owner is one of them; the billing role
 * is named where somebody has it.
 */
export function whoCanBuy(buyers: readonly Buyer[]): string {
  if (buyers.length === 0) return "Nobody here can buy credits.";
  const named = (billing: boolean) =>
    buyers.filter(({ role }) => (role === "billing") === billing).map(({ name }) => name);
  const [admins, others] = [named(false), named(true)];
  return [
    `Only admins${others.length > 0 ? " and the billing role" : ""} can buy credits here.`,
    has(admins, "is an admin", "are admins"),
    has(others, "has the billing role", "have the billing role"),
  ]
    .filter(Boolean)
    .join(" ");
}

const has = (names: readonly string[], one: string, several: string): string =>
  names.length === 0 ? "" : `${list.format(names)} ${names.length === 1 ? one : several}.`;

/** "Asked Ines and Priya, 14:31." */
export const askedSentence = (names: readonly string[], time: string): string =>
  `Asked ${list.format(names.map((name) => name.split(" ")[0] ?? name))}, ${time}.`;
