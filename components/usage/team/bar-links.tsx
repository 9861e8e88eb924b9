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
import { type Active, FRAME } from "@/components/usage/team/chart-frame";

/** What one column leads to, and its name. `href` is null if it leads nowhere. */
export type Stop = { from: string; href: string | null; name: string };

type BarLinksProps = {
  label: string;
  stops: readonly Stop[];
  left: number;
  active: Active;
  onActive: Dispatch<SetStateAction<Active>>;
};

/**
 * A link over every column, to exactly its charges. One stop for Tab; the arrows, Home and End move from column to
 * column. Tapping one with a finger first shows what it says: its link is in the tooltip.
 */
export function BarLinks({ label, stops, left, active, onActive }: BarLinksProps) {
  const links = useRef<(HTMLAnchorElement | null)[]>([]);
  const pressedBy = useRef<string | null>(null);
  const last = stops.findLastIndex(({ href }) => href !== null);
  const [stop, setStop] = useState<number | null>(null);
  const current = stop !== null && stops[stop]?.href ? stop : last;

  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, current, stops);
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
      data-slot="chart-links"
      aria-label={label}
      className="absolute inset-y-0 right-0 flex"
      style={{ left }}
      onKeyDown={onKeyDown}
    >
      {stops.map(({ from, href, name }, index) => (
        <li
          key={from}
          className="relative min-w-0 flex-1"
          onPointerEnter={point(index)}
          onPointerMove={active?.index === index ? undefined : point(index)}
        >
          {href ? (
            <Link
              ref={(link) => {
                links.current[index] = link;
              }}
              href={href}
              prefetch={false}
              tabIndex={index === current ? 0 : -1}
              aria-label={name}
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

/** The column to which a key leads: the next one that leads anywhere. */
function targetOf(key: string, from: number, stops: readonly Stop[]): number | undefined {
  const linked = stops.flatMap(({ href }, index) => (href ? [index] : []));
  switch (key) {
    case "ArrowRight":
      return linked.find((index) => index > from);
    case "ArrowLeft":
      return linked.findLast((index) => index < from);
    case "Home":
      return linked[0];
    case "End":
      return linked.at(-1);
    default:
      return undefined;
  }
}
