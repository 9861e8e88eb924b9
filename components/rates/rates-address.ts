/** Where the rate card is read: in public, or inside a workspace. */
export const ratesPath = (workspace?: string | null): string =>
  workspace ? `/${workspace}/rates` : "/rates";

type Target = { version?: string | null | undefined; operation?: string | null | undefined };

/** One version of the rate card, and one operation on it: what every charge and quote links to. */
export function ratesHref(path: string, { version, operation }: Target): string {
  const search = version ? `?${new URLSearchParams({ version })}` : "";
  return `${path}${search}${operation ? `#${operation}` : ""}`;
}
