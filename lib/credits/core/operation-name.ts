/** The prefix of operations that are not on the rate card but were named by a workspace's own program. */
const CUSTOM_PREFIX = "custom:";

export const isCustomOperation = (name: string): boolean => name.startsWith(CUSTOM_PREFIX);

/** An operation that no rate card knows, in words: "profile_scan" and "custom:profile_scan" read "Profile scan". */
export function spelledOperation(name: string): string {
  const own = isCustomOperation(name) ? name.slice(CUSTOM_PREFIX.length) : name;
  return own.charAt(0).toUpperCase() + own.slice(1).replaceAll("_", " ");
}
