import { expect, test } from "vitest";
import { initial, initials } from "./initials";

test("initials are of the first and the last word, in capitals", () => {
  expect(initials("Ines Carvalho")).toBe("IC");
  expect(initials("  mei  ")).toBe("M");
  expect(initials("Zoë van Ångström")).toBe("ZÅ");
  expect(initials(" ")).toBe("?");
});

test("no character is cut in halves", () => {
  expect(initials("🎉 Party 🧑🏽‍🚀")).toBe("🎉🧑");
  expect(initials("李小龍")).toBe("李");
  expect(initial("🏴‍☠️ Crew")).toBe("🏴");
});
