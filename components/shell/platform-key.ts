"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};
const isMac = () => /mac|iphone|ipad/i.test(navigator.userAgent);

/** "⌘" on Apple's machines, "Ctrl" elsewhere; the server guesses the former. */
export const useCommandKey = (): string =>
  useSyncExternalStore(never, isMac, () => true) ? "⌘" : "Ctrl ";
