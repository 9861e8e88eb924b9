"use client";
import {
  type Dispatch,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type SetStateAction,
  useRef,
  useState,
} from "react";
import { Link } from "@/components/ui/link";
import { chargesHref } from "@/components/usage/team/address";
import {
  type Active,
  type ChartProps,
  type Chosen,
  FRAME,
} from "@/components/usage/team/chart-frame";
import { formatCredits } from "@/lib/credits/core/format";
import type { Bar } from "@/lib/usage/core/team/chart";
import { type Drill, drillOf } from "@/lib/usage/core/team/drill";
import { periodLabel } from "@/lib/usage/core/team/periods";
import { drillText } from "@/lib/usage/core/team/words";

type BarLinksProps = ChartProps & {
  left: number;
  active: Active;
  chosen: Chosen;
  onActive: Dispatch<SetStateAction<Active>>;
};

/**
 * A link over every bar, to exactly its charges, or to those of the band that is shown alone. One stop for Tab; the
 * arrows, Home and End go from bar to bar. A finger that taps a bar sees what it says first: its link is in the tooltip.
 */
export function BarLinks({ page, usage, left, active, chosen, onActive }: BarLinksProps) {
  const { bars, bands } = usage;
  const drills = bars.map((bar) => ({ bar, ...drillOf(bar, bands, chosen) }));
  const links = useRef<(HTMLAnchorElement | null)[]>([]);
  const pressedBy = useRef<string | null>(null);
  const last = drills.findLastIndex(({ charges }) => charges > 0);
  const [stop, setStop] = useState<number | null>(null);
  const current = stop !== null && (drills[stop]?.charges ?? 0) > 0 ? stop : last;

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, current, drills);
    if (target === undefined) return;
    event.preventDefault();
    links.current[target]?.focus();
  };
  const point = (index: number) => (event: PointerEvent) => {
    if (event.pointerType !== "touch") onActive({ index, by: "pointer" });
  };
  const tap = (index: number) => (event: MouseEvent<HTMLElement>) => {
    const byFinger = pressedBy.current === "touch";
    pressedBy.current = null;
    if (!byFinger) return;
    event.preventDefault();
    onActive(active?.index === index ? null : { index, by: "touch" });
  };

  return (
    <ul
      aria-label="Bars, with the charges of each. Arrow keys go from bar to bar."
      className="absolute inset-y-0 right-0 flex"
      style={{ left }}
      onKeyDown={onKeyDown}
    >
      {drills.map(({ bar, ...drill }, index) => (
        <li
          key={bar.from}
          className="relative min-w-0 flex-1"
          onPointerEnter={point(index)}
          onPointerMove={active?.index === index ? undefined : point(index)}
        >
          {drill.charges > 0 ? (
            <Link
              ref={(link) => {
                links.current[index] = link;
              }}
              href={chargesHref(page, bar, drill.filter)}
              prefetch={false}
              tabIndex={index === current ? 0 : -1}
              aria-label={nameOf(bar, drill, { page, usage })}
              className="absolute inset-x-0 rounded-xs"
              style={{ top: FRAME.top, bottom: FRAME.bottom }}
              onPointerDown={(event) => {
                pressedBy.current = event.pointerType;
              }}
              onClick={tap(index)}
              onFocus={(event) => {
                setStop(index);
                if (event.currentTarget.matches(":focus-visible")) {
                  onActive({ index, by: "keyboard" });
                }
              }}
              onBlur={() => {
                onActive((now) => (now?.by === "keyboard" ? null : now));
              }}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** "Tue 17 Nov, 50.58. Direct messages 19.63, Regeneration 8.08. Lists 31 charges." */
function nameOf(bar: Bar, drill: Drill, { page, usage }: ChartProps): string {
  const { kind } = page.view;
  const parts = usage.bands
    .map((band, index) => ({ label: band.label, part: bar.parts[index] ?? 0 }))
    .filter(({ part }) => part > 0)
    .toSorted((a, b) => b.part - a.part)
    .map(({ label, part }) => `${label} ${formatCredits(part, kind)}`);
  const title = `${periodLabel(bar, page.today)}, ${formatCredits(bar.used, kind)}`;
  return [
    `${title}.`,
    ...(parts.length > 0 ? [`${parts.join(", ")}.`] : []),
    `Lists ${drillText(drill, "charge")}.`,
  ].join(" ");
}

/** Which bar a key leads to: the next one that has charges. */
function targetOf(key: string, from: number, drills: readonly Drill[]): number | undefined {
  const used = drills.flatMap(({ charges }, index) => (charges > 0 ? [index] : []));
  switch (key) {
    case "ArrowRight":
      return used.find((index) => index > from);
    case "ArrowLeft":
      return used.findLast((index) => index < from);
    case "Home":
      return used[0];
    case "End":
      return used.at(-1);
    default:
      return undefined;
  }
}
