import { formatTime } from "@/components/ui/time";

/** What a screen says about numbers that could not be refreshed from the server. */
export const asOfWords = (asOf: string, timeZone: string, offline: boolean): string =>
  `${offline ? "You are offline. " : ""}The balance is from ${formatTime(asOf, timeZone, "clock")}.`;
