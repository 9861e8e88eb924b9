import type { Page } from "@playwright/test";
import type { CastName } from "@/prisma/seed/cast/alder-finch";
import type { World } from "../world/types";

/** The widths that are looked at, and how high the window is. */
export const WIDTHS = { 1440: 900, 1024: 768, 390: 844 } as const;
export type Width = keyof typeof WIDTHS;
const THEMES = ["light", "dark"] as const;
type Theme = (typeof THEMES)[number];
export type Look = readonly [Width, Theme];

/** One page in one state, in both themes. */
export type Screen = {
  /** Names its pictures: "billing", and "billing.drawer" for a state of it. */
  name: string;
  path: string | ((world: World) => string);
  /** Who is signed in; nobody, when not said. */
  as?: CastName;
  /** Brings the page into the state, at each width anew. The picture is then of the window, else of the whole page. */
  open?: (page: Page) => Promise<unknown>;
  /** What `open` brings, where it is no dialog, menu or sheet. */
  shows?: string;
  /** The data is broken on purpose, so that something does not load. Its reference, another with each build, reads 000. */
  fails?: true;
  /** What tells that the page is there, where that comes later than its words: a chart that a script draws. */
  ready?: string;
  /** Placeholders are what it shows; elsewhere, they are waited for to go. */
  skeletons?: true;
  /** How much of a page is enough that repeats itself; in pixels. */
  atMost?: number;
  /** A picture of each of these instead of one of all. */
  parts?: { of: string; count: number };
  /** All three widths in both themes, when not said. */
  looks?: readonly Look[];
};

/** For what differs from another screen in a part of it: each width once, each theme once. */
export const APART: readonly Look[] = [
  [1440, "light"],
  [390, "dark"],
];
/** Enough of a page that ends in fifty rows of one kind. */
export const ROWS = 1_500;
export const DESKTOP = inBothThemes([1440]);
export const PHONE = inBothThemes([390]);

function inBothThemes(widths: readonly Width[]): Look[] {
  return widths.flatMap((width) => THEMES.map((theme): Look => [width, theme]));
}

/** How a screen is looked at, one width after the other. */
export const looksOf = ({ looks }: Screen): readonly Look[] =>
  looks ?? inBothThemes([1440, 1024, 390]);

export const addressOf = ({ path }: Screen, world: World): string =>
  typeof path === "string" ? path : path(world);

export const partsOf = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => at + 1);

/** "billing/1440-light" and so on. */
export const picturesOf = (screen: Screen): string[] =>
  looksOf(screen).flatMap(([width, theme]) => {
    const name = `${screen.name}/${width}-${theme}`;
    return screen.parts ? partsOf(screen.parts.count).map((part) => `${name}.${part}`) : [name];
  });
