import { expect, test } from "vitest";
import { isCustomOperation, spelledOperation } from "@/lib/credits/core/operation-name";

test("operations that no card knows are spelled out, a program's own without their mark", () => {
  expect(spelledOperation("profile_scan")).toBe("Profile scan");
  expect(spelledOperation("custom:audio_transcription")).toBe("Audio transcription");
  expect(isCustomOperation("custom:x")).toBe(true);
  expect(isCustomOperation("single_post")).toBe(false);
});
