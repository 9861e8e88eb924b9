import { expect, test } from "vitest";
import { makerInWords, removalInWords } from "@/lib/identity/core/words";

test("who removes somebody, or leaves, is told which API keys work on", () => {
  expect(removalInWords(false, 0, 0)).toBe(
    "They lose access at once. What they did stays in the history, under their name.",
  );
  expect(removalInWords(false, 1, 0)).toBe(
    "They lose access at once. The API key that they made works on until somebody revokes it, under API keys. What they did stays in the history, under their name.",
  );
  expect(removalInWords(true, 12, 0)).toBe(
    "You lose access at once. The 12 API keys that you made work on until somebody revokes them, under API keys. What you did stays in the history, under your name.",
  );
});

test("and which invitations stay open", () => {
  expect(removalInWords(false, 0, 1)).toContain(
    "The invitation that they sent stays open until somebody takes it back.",
  );
  expect(removalInWords(true, 0, 2)).toContain(
    "The 2 invitations that you sent stay open until somebody takes them back.",
  );
});

test("who made something that works on is named with what they are by now", () => {
  const tomasz = { name: "Tomasz Wilk", role: "admin", removedAt: null };
  expect(makerInWords(tomasz, "members:manage")).toBe("Tomasz Wilk");
  expect(makerInWords({ ...tomasz, role: "member" }, "members:manage")).toBe(
    "Tomasz Wilk (no longer an admin)",
  );
  expect(makerInWords({ ...tomasz, removedAt: new Date(0) }, "members:manage")).toBe(
    "Tomasz Wilk (removed)",
  );
  expect(makerInWords(undefined, "members:manage")).toBe("a former member");
});
