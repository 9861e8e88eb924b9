import { formatTime } from "@/components/ui/time";

/** What a screen says of numbers that the server could not be asked for anew. */
export const asOfWords = (asOf: string, timeZone: string, offline: boolean): string =>
  `${offline ? "You are offline. " : ""}The balance is from ${formatTime(asOf, timeZone, "clock")}.`;
