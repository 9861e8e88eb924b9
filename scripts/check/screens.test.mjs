import { expect, test } from "vitest";
import { whyNotCompared } from "./screens.mjs";

test("pictures are compared on Linux with x64, and elsewhere a sentence says why not", () => {
  expect(whyNotCompared({ platform: "linux", arch: "x64" })).toBeNull();
  expect(whyNotCompared({ platform: "darwin", arch: "arm64" })).toContain("darwin, arm64");
  expect(whyNotCompared({ platform: "linux", arch: "arm64" })).toContain("not compared");
});
