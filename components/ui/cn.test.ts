import { globSync, readFileSync } from "node:fs";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cn } from "@/components/ui/cn";

/** All of Tailwind, with the names of our own scale, without which it takes `text-2xs` for a colour. */
const whole = extendTailwindMerge({
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

/** Every class in the source that sets anything, without its variants (`md:`). */
function classesOfTheProduct(): string[] {
  const literals = globSync("{app,components}/**/*.tsx").flatMap((file) => [
    ...readFileSync(file, "utf8").matchAll(/(["`])((?:(?!\1)[^\n])*)\1/g),
  ]);
  const words = literals.flatMap(([, , text = ""]) => text.split(/\s+/));
  const bare = words.map((word) => word.split(/:(?![^[]*\])/).at(-1) ?? "");
  // Words that are not classes are left alone, however often they occur. For a shadow that begins with a variable, all
  // of Tailwind has to guess what it is, and guesses a colour.
  const isClass = (word: string) => whole(`${word} ${word}`) === word;
  return [...new Set(bare)].filter(
    (word) => word !== "" && !word.startsWith("shadow-[var") && isClass(word),
  );
}

test("of every two classes in the source, the same ones set the same thing as in all of Tailwind", () => {
  const classes = classesOfTheProduct();
  expect(classes.length).toBeGreaterThan(400);
  const different: string[] = [];
  for (const first of classes) {
    for (const second of classes) {
      const both = `${first} ${second}`;
      if (first !== second && cn(both) !== whole(both)) different.push(both);
    }
  }
  expect(different).toEqual([]);
});

test("variants are kept apart, and what is set for more is overridden by what is set for more", () => {
  expect(cn("p-2 md:p-4", "px-3", "md:p-1")).toBe("p-2 px-3 md:p-1");
  expect(cn("px-3 pt-1", "p-2")).toBe("p-2");
  expect(cn("text-sm text-muted-foreground", "text-2xs")).toBe("text-muted-foreground text-2xs");
});
