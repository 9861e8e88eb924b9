import { type Permission, type Role, roleAllows } from "./permissions";

/** "40 seconds", "1 minute", "14 minutes", "2 hours": never shorter than the wait really is. */
export function waitInWords(seconds: number): string {
  if (seconds < 60) return counted(Math.max(1, Math.ceil(seconds)), "second");
  if (seconds < 90 * 60) return counted(Math.ceil(seconds / 60), "minute");
  return counted(Math.ceil(seconds / 3600), "hour");
}

/** "Ines Carvalho, Mei Tanaka and Priya Raman". */
export const namesInWords = (names: readonly string[]): string =>
  new Intl.ListFormat("en-GB").format(names);

/**
 * Who made something that outlives their membership, such as a key or an invitation, and whether they may still make
 * one: "Tomasz Wilk (removed)". Whoever manages it decides whether it stays.
 */
export function makerInWords(
  maker: { name: string; role: string; removedAt: Date | null } | undefined,
  permission: Permission,
): string {
  if (!maker) return "a former member";
  if (maker.removedAt) return `${maker.name} (removed)`;
  return roleAllows(maker.role as Role, permission)
    ? maker.name
    : `${maker.name} (no longer an admin)`;
}

/**
 * What it means to remove somebody from a workspace, or to leave it. `keys` is how many API keys in use they made, and
 * `invitations` how many open invitations they sent: these belong to the workspace and do not end.
 */
export function removalInWords(itsMe: boolean, keys: number, invitations: number): string {
  const [who, whose] = itsMe ? ["you", "your"] : ["they", "their"];
  return [
    `${itsMe ? "You" : "They"} lose access at once.`,
    ...keysInWords(who, keys),
    ...invitationsInWords(who, invitations),
    `What ${who} did stays in the history, under ${whose} name.`,
  ].join(" ");
}

const keysInWords = (who: string, keys: number): string[] => {
  if (keys === 0) return [];
  return keys === 1
    ? [`The API key that ${who} made works on until somebody revokes it, under API keys.`]
    : [
        `The ${keys} API keys that ${who} made work on until somebody revokes them, under API keys.`,
      ];
};

const invitationsInWords = (who: string, invitations: number): string[] => {
  if (invitations === 0) return [];
  return invitations === 1
    ? [`The invitation that ${who} sent stays open until somebody takes it back.`]
    : [`The ${invitations} invitations that ${who} sent stay open until somebody takes them back.`];
};

const AS: Record<Role, string> = {
  owner: "as an owner",
  admin: "as an admin",
  billing: "with the billing role",
  member: "as a member",
  viewer: "as a viewer",
};

/** "as an admin", "with the billing role": how somebody is invited. */
export const invitedAs = (role: Role): string => AS[role];

const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\b(OPR|Opera)\//, "Opera"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrom(e|ium)\/|\bCriOS\/|\bHeadlessChrome\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

/** "Firefox on Linux", as far as the browser says. */
export function browserInWords(userAgent: string | null): string {
  const find = (table: [RegExp, string][]) =>
    table.find(([pattern]) => pattern.test(userAgent ?? ""))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (!browser && !system) return "Unknown browser";
  return system ? `${browser ?? "A browser"} on ${system}` : (browser ?? "Unknown browser");
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
