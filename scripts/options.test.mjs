import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { notWhole, readOptions } from "./options.ts";

const USAGE = "npm run something [-- options]";
const OPTIONS = { rounds: { type: "string", default: "20" }, quick: { type: "boolean" } };
const argv = process.argv;
let [said, complained] = ["", ""];

beforeEach(() => {
  [said, complained] = ["", ""];
  vi.spyOn(console, "log").mockImplementation((text) => {
    said += text;
  });
  vi.spyOn(console, "error").mockImplementation((text) => {
    complained += text;
  });
  vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`ended with ${code}`);
  });
});
afterEach(() => {
  process.argv = argv;
});

const read = (...words) => {
  process.argv = ["node", "something.ts", ...words];
  return readOptions(USAGE, OPTIONS, (values) => notWhole(values, ["rounds"]));
};

test("what was asked for, and what nobody asked for as it is usual", () => {
  expect(read()).toEqual({ rounds: "20" });
  expect(read("--quick", "--rounds", "3")).toEqual({ rounds: "3", quick: true });
});

test("help is the usage and a good end; what is not known, the usage and a bad one", () => {
  expect(() => read("--rounds", "3", "--help")).toThrow("ended with 0");
  expect([said, complained]).toEqual([USAGE, ""]);
  for (const wrong of [["--frob"], ["--rounds"], ["more"], ["--rounds", "few"]]) {
    complained = "";
    expect(() => read(...wrong)).toThrow("ended with 2");
    expect(complained).toContain(wrong[0]);
    expect(complained).toContain(`\n${USAGE}`);
  }
});
