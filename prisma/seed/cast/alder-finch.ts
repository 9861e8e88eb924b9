import type { Role } from "@/lib/identity/core/permissions";

export type CastMember = { name: string; role: Role; left?: boolean };

/** The people of the demo workspace. Their addresses end in a reserved domain: nobody can own a mailbox there. */
export const ALDER_FINCH = {
  ines: { name: "Ines Carvalho", role: "owner" },
  priya: { name: "Priya Raman", role: "admin" },
  sofia: { name: "Sofia Marques", role: "billing" },
  tomasz: { name: "Tomasz Wilk", role: "member" },
  mei: { name: "Mei Tanaka", role: "member" },
  jonas: { name: "Jonas Weber", role: "viewer" },
  hana: { name: "Hana Okafor", role: "member", left: true },
} as const satisfies Record<string, CastMember>;

export type CastName = keyof typeof ALDER_FINCH;

/** "ines@alderfinch.example" */
export const addressOf = (name: string): string =>
  `${name.split(" ")[0]?.toLowerCase()}@alderfinch.example`;
