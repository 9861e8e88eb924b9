import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** tailwind-merge has to be told the names of our own scale, or it takes `text-2xs` for a colour. */
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      "font-size": [{ text: ["2xs", "xs", "sm", "field", "base", "lg", "xl", "2xl", "3xl"] }],
      "font-weight": [{ font: ["nav", "label"] }],
      rounded: [{ rounded: ["option", "panel"] }],
      shadow: [{ shadow: ["sheet", "pop", "btn"] }],
      h: [{ h: ["row"] }],
      px: [{ px: ["page-x"] }],
      py: [{ py: ["page-y"] }],
    },
  },
});

/** Joins class names; of two that set the same thing the later wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
