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
 * The time zones of a workspace: the one that holds now, and those before it, the oldest first, each until the instant
 * from which it no longer held.
 */
export type TimeZones = { timeZone: string; earlier: readonly { timeZone: string; until: Date }[] };

/** The zones a person can choose from, by name; `current` is among them even when it is an old name. */
export function timeZoneChoices(current: string): string[] {
  return [...new Set(["UTC", current, ...Intl.supportedValuesOf("timeZone")])].sort();
}
