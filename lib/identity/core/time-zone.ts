/** Whether this is the IANA name of a time zone. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/**
 * The time zones of a workspace: the present one, and the earlier ones, the oldest first, each with the instant at
 * which it ended.
 */
export type TimeZones = { timeZone: string; earlier: readonly { timeZone: string; until: Date }[] };

/** The zones that a person can choose from, by name. `current` is included even if it is an old name. */
export function timeZoneChoices(current: string): string[] {
  return [...new Set(["UTC", current, ...Intl.supportedValuesOf("timeZone")])].sort();
}
