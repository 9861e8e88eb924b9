import { expect, test } from "vitest";
import { removalInWords } from "@/lib/identity/core/words";

test("who removes somebody, or leaves, is told which API keys work on", () => {
  expect(removalInWords(false, 0)).toBe(
    "They lose access at once. What they did stays in the history, under their name.",
  );
  expect(removalInWords(false, 1)).toBe(
    "They lose access at once. The API key that they made works on until somebody revokes it, under API keys. What they did stays in the history, under their name.",
  );
  expect(removalInWords(true, 12)).toBe(
    "You lose access at once. The 12 API keys that you made work on until somebody revokes them, under API keys. What you did stays in the history, under your name.",
  );
});
