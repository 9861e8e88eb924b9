import { expect, test } from "vitest";
import { credits } from "./amount";
import { stillToCome } from "./run";
import { costWords, endTitle, endWord, missingFor, receiptWords, runWords } from "./run-words";

const run = {
  kind: "lead" as const,
  state: "running" as const,
  beginsAt: null,
  waitsUntil: null,
  progress: { done: 3, total: 10, step: 4 },
  charged: credits(21_000),
  quoted: { min: credits(0), likely: credits(70_000), max: credits(70_000), lines: [] },
  failure: null,
  endedBecause: null,
};
const around = { available: 10_000, clock: () => "14:30" };
const words = (more: object) => {
  const { state, note } = runWords({ ...run, ...more }, around);
  return note ? `${state}, ${note}` : state;
};

test("each state is said in words, with what matters about it", () => {
  expect(words({})).toBe("Running, 30%");
  expect(words({ state: "queued" })).toBe("Queued");
  expect(words({ state: "queued", beginsAt: "2026-11-20T14:00:08Z" })).toBe(
    "Starting, nothing is charged yet",
  );
  expect(words({ state: "stopping" })).toBe("Stopping, at most 4 more");
  expect(words({ state: "stopping", progress: { done: 8, total: 10, step: 4 } })).toBe(
    "Stopping, at most 2 more",
  );
  expect(words({ state: "stopping", progress: { done: 8, total: 10 } })).toBe("Stopping");
  expect(words({ state: "stopped", endedBecause: "asked" })).toBe("Stopped, at 3 of 10");
  expect(words({ state: "stopped", endedBecause: "undone" })).toBe("Undone, nothing was charged");
  expect(words({ state: "stopped", endedBecause: "waited_too_long" })).toBe(
    "Waited too long, nothing was charged",
  );
  expect(words({ state: "failed", failure: "8F21" })).toBe("Failed, reference 8F21");
  expect(words({ state: "done" })).toBe("Done");
});

test("a waiting run says how much it lacks of what it may still cost, and until when", () => {
  const blocked = { state: "blocked", charged: credits(0), waitsUntil: "2026-11-20T14:30:00Z" };
  expect(words(blocked)).toBe("Waits for credits, needs 600 more, until 14:30");
  expect(words({ ...blocked, waitsUntil: null })).toBe("Waits for credits, needs 600 more");
  expect(missingFor(run, 10_000)).toBe(39_000);
  expect(missingFor(run, 49_000)).toBe(0);
  expect(missingFor(run, 48_999)).toBe(1);
  expect(runWords({ ...run, state: "blocked" }, { ...around, available: 99_000 }).note).toBe(
    "about to be tried again",
  );
});

test("what a stop can still add is never more than what is left, and never below nothing", () => {
  expect(stillToCome({ progress: { done: 0, total: 10, step: 4 } })).toBe(4);
  expect(stillToCome({ progress: { done: 10, total: 10, step: 4 } })).toBe(0);
  expect(stillToCome({ progress: { done: 11, total: 10, step: 4 } })).toBe(0);
});

test("a receipt says how the charge differs from the likely value, and why", () => {
  const receipt = (more: object) => receiptWords({ ...run, ...more });
  expect(receipt({ state: "done", charged: credits(70_000) })).toBe("As estimated.");
  expect(receipt({ state: "done", charged: credits(69_575) })).toBe("4.25 below the estimate.");
  expect(receipt({ state: "done", charged: credits(70_100) })).toBe("1 above the estimate.");
  expect(receipt({ state: "stopped", endedBecause: "asked" })).toBe(
    "490 below the estimate, because it stopped at 3 of 10.",
  );
  expect(receipt({ state: "stopped", endedBecause: "asked", charged: credits(70_000) })).toBe(
    "Stopped at 3 of 10.",
  );
  // One that waited for its credits, and was told to wait no more.
  const nothingDone = { charged: credits(0), progress: { done: 0, total: 10 } };
  expect(receipt({ state: "stopped", endedBecause: "asked", ...nothingDone })).toBe(
    "Stopped before it did anything. Nothing was charged.",
  );
  expect(receipt({ state: "stopped", endedBecause: "undone" })).toMatch(/^Undone before it began/);
  expect(receipt({ state: "stopped", endedBecause: "waited_too_long" })).toMatch(/did not arrive/);
  expect(receipt({ state: "failed" })).toMatch(/^It failed after 3 of 10/);
  expect(receipt({ state: "failed", charged: credits(0) })).toMatch(/^It failed\. What/);
});

test("what ended for nothing is free only when it did its work", () => {
  const ended = (more: object) => costWords({ ...run, charged: credits(0), ...more });
  expect(ended({ state: "done" })).toBe("Free");
  expect(ended({ state: "failed" })).toBe("Not charged");
  expect(ended({ state: "stopped" })).toBe("Not charged");
  expect(ended({ state: "stopped", charged: credits(21_000) })).toBe("210");
});

test("how a run ended is one word wherever it is listed", () => {
  const word = (more: object) => endWord({ ...run, state: "stopped", ...more });
  expect(word({ endedBecause: "undone" })).toBe("Undone");
  expect(word({ endedBecause: "waited_too_long" })).toBe("Waited too long");
  expect(word({ endedBecause: "asked" })).toBe("Stopped");
  expect(word({ state: "failed" })).toBe("Failed");
  expect(word({ state: "done" })).toBe("Done");
});

test("the head of a receipt says how far a run came, unless it came nowhere", () => {
  const title = (done: number, more: object) =>
    endTitle({ ...run, state: "stopped", progress: { done }, ...more });
  expect(title(18_080, { endedBecause: "asked" })).toBe("Stopped at 18,080");
  expect(title(0, { endedBecause: "asked" })).toBe("Stopped");
  expect(title(0, { endedBecause: "undone" })).toBe("Undone");
  expect(title(0, { endedBecause: "waited_too_long" })).toBe("Waited too long");
  expect(title(12, { state: "failed", endedBecause: "failed" })).toBe("Failed after 12");
  expect(title(0, { state: "failed", endedBecause: "failed" })).toBe("Failed");
});
