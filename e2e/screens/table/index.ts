import { PUBLIC } from "./public";
import { SETTINGS } from "./settings";
import type { Screen } from "./types";
import { WORK } from "./work";

/** Every picture that is kept. A new page is a line in one of these. */
export const SCREENS: readonly Screen[] = [...PUBLIC, ...WORK, ...SETTINGS];

/** Pages that are no picture, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "/[workspace]/settings": "leads on to General",
};
