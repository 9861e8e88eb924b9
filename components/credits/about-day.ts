import { formatTime } from "@/components/ui/time";
import type { Balance } from "@/lib/credits/core/balance";

/**
 * "5 Dec" for "2026-12-05", which is already a date of the workspace: with its year if the balance is from another one,
 * and "today" on that very day.
 */
export function dayWords(date: string, { asOf, timeZone }: { asOf: string; timeZone: string }) {
  const today = formatTime(asOf, timeZone, "date");
  const day = formatTime(date, "UTC", "date");
  return day === today ? "today" : day.replace(` ${today.slice(-4)}`, "");
}

/** How long a balance lasts at its pace, as a sentence; null without a pace. */
export function outlookOf(
  { runsOut, asOf }: Pick<Balance, "runsOut" | "asOf">,
  timeZone: string,
): string | null {
  if (!runsOut) return null;
  const day = dayWords(runsOut.date, { asOf, timeZone });
  return `At this pace they ${day === "today" ? "run out" : "last until about"} ${day}.`;
}
