import { type ClassValue, clsx } from "clsx";
import { createTailwindMerge } from "tailwind-merge";
import { CLASS_GROUPS, OVERRIDES } from "@/components/ui/class-groups";

/**
 * tailwind-merge with the part of Tailwind that Wellspent uses. All of Tailwind, which it knows by default, is four
 * times as much code on every page; cn.test.ts shows that the two agree on every class in the source.
 */
const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: CLASS_GROUPS,
  conflictingClassGroups: OVERRIDES,
  conflictingClassGroupModifiers: {},
  postfixLookupClassGroups: [],
  orderSensitiveModifiers: ["*", "**", "after", "before", "first-letter", "first-line", "marker"],
}));

/** Joins class names. If two set the same thing, the later one wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
