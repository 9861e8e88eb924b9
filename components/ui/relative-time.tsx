"use client";
import { type ComponentProps, useEffect, useState } from "react";

type RelativeTimeProps = Omit<ComponentProps<"time">, "dateTime"> & { at: string | Date };

const STEPS: [limit: number, seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60 * 60, 60, "minute"],
  [24 * 60 * 60, 60 * 60, "hour"],
  [Number.POSITIVE_INFINITY, 24 * 60 * 60, "day"],
];
const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });

/** "3 minutes ago", kept up to date while the page is open. */
export function RelativeTime({ at, ...props }: RelativeTimeProps) {
  const instant = new Date(at);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time
      dateTime={instant.toISOString()}
      title={`${instant.toISOString().slice(0, 16).replace("T", " ")} UTC`}
      suppressHydrationWarning
      {...props}
    >
      {ago(instant.getTime(), now)}
    </time>
  );
}

function ago(then: number, now: number): string {
  const seconds = (then - now) / 1000;
  if (Math.abs(seconds) < 60) return seconds <= 0 ? "less than a minute ago" : "in a moment";
  const step = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  return step ? words.format(Math.round(seconds / step[1]), step[2]) : "";
}
